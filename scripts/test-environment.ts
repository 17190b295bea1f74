import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sealKeyPair, sessionKey } from './lib/keys.mjs';
import { testCertificate } from './test-certificate';

/**
 * Writes a fresh sealing key pair into a folder and gives the variables with which the product starts in a test: practice mode on
 * loopback, no real address. `SEAL_PRIVATE_KEY` is for tests alone; the product refuses a private key.
 */
export function testEnvironment(dir: string): Record<string, string> {
  const { publicJwk, privateJwk, thumbprint } = sealKeyPair();
  const [publicFile, privateFile] = [path.join(dir, 'seal-public.jwk.json'), path.join(dir, 'seal-private.jwk.json')];
  writeFileSync(publicFile, JSON.stringify(publicJwk));
  writeFileSync(privateFile, JSON.stringify(privateJwk), { mode: 0o600 });
  return {
    APP_BASE_URL: 'http://localhost:3000',
    MICROSOFT_CLOUD: 'practice',
    PRACTICE_CLOUD_URL: 'http://localhost:4400',
    ENTRA_CLIENT_ID: '9c2f4e71-6b0d-4d58-a3e7-15f08b6c92da',
    ENTRA_CLIENT_SECRET: 'practice-only-portal-secret',
    SUPPORT_TENANT_ID: '5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318',
    SUPPORT_CLIENT_ID: 'e47a9b35-2d16-4f8c-9a01-7c53d8f1b640',
    SESSION_KEYS: `${sessionKey()},${sessionKey()}`,
    SEAL_PUBLIC_KEY: publicFile,
    SEAL_KEY_THUMBPRINT: thumbprint,
    SEAL_PRIVATE_KEY: privateFile,
    DATA_DIR: path.join(dir, 'data'),
    LOG_LEVEL: 'fatal',
  };
}

/** Two good production configurations: a demo in practice mode, and one for Microsoft's global cloud with a certificate. */
export function goodConfigurations(environment: Record<string, string>, dir: string): Record<'practice' | 'real', Record<string, string>> {
  const practice = { ...environment, NODE_ENV: 'production', ALLOW_PRACTICE: 'true' };
  const onlyThere = ['ENTRA_CLIENT_SECRET', 'PRACTICE_CLOUD_URL', 'ALLOW_PRACTICE'];
  const shared = Object.fromEntries(Object.entries(practice).filter(([name]) => !onlyThere.includes(name)));
  const certificate = path.join(dir, 'portal.pem');
  writeFileSync(certificate, testCertificate());
  const real = { ...shared, APP_BASE_URL: 'https://connect.example.com', MICROSOFT_CLOUD: 'global', ENTRA_CLIENT_CERTIFICATE: certificate };
  return { practice, real };
}
