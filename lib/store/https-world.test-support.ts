import { randomBytes, X509Certificate } from 'node:crypto';
import type { IngestSettings, ServiceClient } from '../env-ingest';
import { certificateFor } from './certificate.test-support';
import { serveHosts } from './hosts.test-support';
import { LoopbackIngest } from './ingest.test-support';
import { exchange, listenerOf } from './loopback.test-support';

const host = 'ingest.example.com';
/** Characters which the two parts of HTTP Basic must not be joined with unencoded. */
const oauth = { id: 'portal:client', secret: 'INGEST-CLIENT-SECRET-MARKER %+é' };

/** The ingest API and its token endpoint on loopback, let in by a token or by a certificate. */
export function httpsWorld(kind: ServiceClient['kind']) {
  const signingKeys = [Buffer.from('SIGNING-KEY-MARKER-of-32-bytes-xx'), randomBytes(32)];
  const { cert, key } = certificateFor('portal');
  const ingest = new LoopbackIngest(signingKeys.slice(1), kind === 'certificate' ? new X509Certificate(cert).fingerprint256 : null);
  const [seen, seenTokens] = [exchange(), exchange()];
  const tokenUrl = new URL('https://login.example.com/token');
  const client: ServiceClient =
    kind === 'oauth'
      ? { kind, tokenUrl, clientId: oauth.id, clientSecret: oauth.secret, scope: 'ingest.write' }
      : { kind, certificate: { certificatePem: cert, privateKeyPem: key, thumbprintSha256: '' } };
  const settings: IngestSettings = { name: 'https', url: new URL(`https://${host}/v1/credentials`), signingKeys, client };
  const isMain = ({ method }: { method: string }) => method === 'POST';
  const listeners = {
    ingest: listenerOf(seen, { answer: (asked) => ingest.answer(asked), isMain }),
    token: listenerOf(seenTokens, { answer: (asked) => ingest.token(asked, { ...oauth, scope: 'ingest.write' }), isMain }),
  };
  return {
    ingest,
    seen,
    seenTokens,
    settings,
    listeners,
    held: async (attempt: string): Promise<string[]> => {
      const kept = ingest.records.get(attempt);
      const { jwe, thumbprint } = kept === undefined ? {} : JSON.parse(kept.body).data;
      return kept === undefined ? [] : [jwe ?? thumbprint];
    },
    serve: async () => {
      const tls = kind === 'certificate' ? { requestCert: true, rejectUnauthorized: false, ca: cert } : {};
      const ends = [await serveHosts([host], listeners.ingest, tls), await serveHosts([tokenUrl.hostname], listeners.token)];
      return async () => void (await Promise.all(ends.map((end) => end())));
    },
  };
}
