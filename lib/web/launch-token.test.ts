import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchKeyPair } from '../../scripts/lib/keys.mjs';
import { launchLink } from '../../scripts/lib/launch.mjs';
import { signedLaunch } from './launch-token';
import { origin, withPortal } from './portal.test-data';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const dir = mkdtempSync(path.join(tmpdir(), 'launch-'));
withPortal();
beforeAll(() => {
  const file = path.join(dir, 'launch.json');
  writeFileSync(file, JSON.stringify(publicKey.export({ format: 'jwk' })));
  process.env['LAUNCH_PUBLIC_KEY'] = file;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function launched(privateJwk: object) {
  const customer = { customerId: 'C-1042', customer: 'Pinecrest Schools', expects: 'BÜCHER.example' };
  return signedLaunch(new URL(await launchLink({ privateJwk, portalUrl: origin, ...customer })).searchParams.get('token') ?? '');
}

test('a platform with a P-256 key signs with ES256, and with nothing else', async () => {
  expect(await launched(privateKey.export({ format: 'jwk' }))).toMatchObject({
    ...{ customerId: 'C-1042', customer: 'Pinecrest Schools' },
    expected: { kind: 'domain', domain: 'xn--bcher-kva.example' },
  });
  expect(await launched(launchKeyPair().privateJwk)).toBeNull();
});
