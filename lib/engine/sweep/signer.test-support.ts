import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SignerOptions } from '../../../practice/fortifydata/signer';
import { programCertificate } from '../../../scripts/lib/certificates.mjs';

/** FortifyData's certificate and its signer, thrown away after a sweep. */
export interface Signer {
  /** For the practice cloud, which signs. */
  readonly service: SignerOptions;
  /** For the portal, which holds the public half alone. */
  readonly settings: (practiceUrl: string) => Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** Lanes live ahead of real time, by days at the end of a whole sweep. */
const days = 3650;

export function newSigner(): Signer {
  const folder = mkdtempSync(path.join(tmpdir(), 'defender-connect-signer-'));
  const file = path.join(folder, 'certificate.pem');
  const { certificatePem, privateKeyPem } = programCertificate('FortifyData (sweep)', days);
  const [clientId, clientSecret] = ['sweep', randomUUID()];
  writeFileSync(file, certificatePem);
  return {
    service: { pem: certificatePem + privateKeyPem, clientId, clientSecret },
    settings: (practiceUrl) => ({
      CERTIFICATE_FILE: file,
      CERTIFICATE_SIGNER_URL: `${practiceUrl}/fortifydata/sign`,
      CERTIFICATE_SIGNER_TOKEN_URL: `${practiceUrl}/fortifydata/token`,
      CERTIFICATE_SIGNER_CLIENT_ID: clientId,
      CERTIFICATE_SIGNER_CLIENT_SECRET: clientSecret,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
