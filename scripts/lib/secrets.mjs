// What a demo, a development tree or a test run keeps secret: made once for each data folder, readable by its owner alone.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { clientSecret, sealKeyPair, sessionKey } from './keys.mjs';

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
  return { ...JSON.parse(fs.readFileSync(file, 'utf8')), sealPublicKey, sealPrivateKey };
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

function keep(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
