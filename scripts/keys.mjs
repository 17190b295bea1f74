// `node scripts/keys.mjs session | seal | launch | certificate`: makes the keys that a production start needs. See e2e/PRODUCTION.md.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { programCertificate } from './lib/certificates.mjs';
import { launchKeyPair, sealKeyPair, sessionKey } from './lib/keys.mjs';

const usage = `node scripts/keys.mjs session                       prints a session key
node scripts/keys.mjs seal --out FOLDER              writes FortifyData's key pair and prints its thumbprint
node scripts/keys.mjs launch --out FOLDER            writes the key pair with which FortifyData's platform signs launch links
node scripts/keys.mjs certificate --out FOLDER [--name NAME]   writes the portal's certificate for Entra ID`;

const makers = { session: printSessionKey, seal: writeSealKeys, launch: writeLaunchKeys, certificate: writeCertificate };

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' }, name: { type: 'string' } } });
  const make = Object.hasOwn(makers, positionals[0] ?? '') ? makers[positionals[0]] : null;
  if (!make || (make !== printSessionKey && !values.out)) throw new Error(usage);
  make(values);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function printSessionKey() {
  console.log(sessionKey());
}

/** The private half belongs to FortifyData's platform; the portal refuses to start with it. */
function writeSealKeys({ out }) {
  const { publicJwk, privateJwk, thumbprint } = sealKeyPair();
  write(out, 'seal-private.jwk.json', `${JSON.stringify(privateJwk, null, 2)}\n`);
  write(out, 'seal-public.jwk.json', `${JSON.stringify(publicJwk, null, 2)}\n`);
  console.log(thumbprint);
}

/** The private half belongs to FortifyData's platform, the public one to LAUNCH_PUBLIC_KEY. */
function writeLaunchKeys({ out }) {
  const { publicJwk, privateJwk } = launchKeyPair();
  write(out, 'launch-private.jwk.json', `${JSON.stringify(privateJwk, null, 2)}\n`);
  write(out, 'launch-public.jwk.json', `${JSON.stringify(publicJwk, null, 2)}\n`);
}

/** One file for the portal with certificate and key, one with the certificate alone to be uploaded to Entra ID. */
function writeCertificate({ out, name = 'Defender Connect' }) {
  const { certificatePem, privateKeyPem } = programCertificate(name);
  write(out, 'portal.pem', `${certificatePem}${privateKeyPem}`);
  write(out, 'portal-certificate.pem', certificatePem);
}

/** Readable by its owner alone. A key that is there is never overwritten: something may be sealed to it. */
function write(folder, name, text) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  try {
    fs.writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw error.code === 'EEXIST' ? new Error(`${file} is there already. Move it away first.`) : error;
  }
}
