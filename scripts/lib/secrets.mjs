// What a demo, a development tree or a test run keeps secret: made once for each data folder, readable by its owner alone.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { programCertificate } from './certificates.mjs';
import { clientSecret, launchKeyPair, sealKeyPair, sessionKey } from './keys.mjs';

/** Takes the data folder, gives its secrets and the paths of the key files; makes them the first time. */
export function secretsOf(dataDir) {
  const file = path.join(dataDir, 'demo.json');
  const sealPublicKey = path.join(dataDir, 'seal-public.jwk.json');
  const sealPrivateKey = path.join(dataDir, 'fortifydata/seal-private.jwk.json');
  if (![file, sealPublicKey, sealPrivateKey].every((name) => fs.existsSync(name))) {
    const { publicJwk, privateJwk, thumbprint } = sealKeyPair();
    keep(sealPrivateKey, privateJwk);
    keep(sealPublicKey, publicJwk);
    keep(file, { ...identities(), sealKeyThumbprint: thumbprint });
  }
  return { ...JSON.parse(fs.readFileSync(file, 'utf8')), sealPublicKey, sealPrivateKey, ...launchKeysOf(dataDir), ...signerOf(dataDir) };
}

/** The pair with which FortifyData's platform signs launch links; the portal gets the public half. */
function launchKeysOf(dataDir) {
  const launchPublicKey = path.join(dataDir, 'launch-public.jwk.json');
  const launchPrivateKey = path.join(dataDir, 'fortifydata/launch-private.jwk.json');
  if (![launchPublicKey, launchPrivateKey].every((name) => fs.existsSync(name))) {
    const { publicJwk, privateJwk } = launchKeyPair();
    keep(launchPrivateKey, privateJwk);
    keep(launchPublicKey, publicJwk);
  }
  return { launchPublicKey, launchPrivateKey };
}

/** FortifyData's certificate, whose private half only its signer holds, and the portal's access to that signer. */
function signerOf(dataDir) {
  const signerKey = path.join(dataDir, 'fortifydata/certificate.pem');
  const certificateFile = path.join(dataDir, 'fortifydata-certificate.pem');
  const file = path.join(dataDir, 'signer.json');
  if (![signerKey, certificateFile, file].every((name) => fs.existsSync(name))) {
    const { certificatePem, privateKeyPem } = programCertificate('FortifyData (practice)');
    keepText(signerKey, certificatePem + privateKeyPem);
    keepText(certificateFile, certificatePem);
    keep(file, { signerClientId: randomUUID(), signerClientSecret: clientSecret() });
  }
  return { ...JSON.parse(fs.readFileSync(file, 'utf8')), signerKey, certificateFile };
}

function identities() {
  return {
    sessionKeys: `${sessionKey()},${sessionKey()}`,
    portalClientId: randomUUID(),
    portalClientSecret: clientSecret(),
    staffTenantId: randomUUID(),
    staffClientId: randomUUID(),
    platformClientId: randomUUID(),
    platformClientSecret: clientSecret(),
  };
}

const keep = (file, content) => keepText(file, `${JSON.stringify(content, null, 2)}\n`);

function keepText(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, text, { mode: 0o600 });
}
