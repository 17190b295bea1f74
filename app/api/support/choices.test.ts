import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CaseAnswer } from '@/lib/contract/staff';
import { stages } from '@/lib/domain/stages.test-data';
import { env } from '@/lib/env';
import { get } from '@/lib/web/portal.test-data';
import { ask, withStaff } from '@/lib/web/staff.test-data';
import { testCertificate } from '@/scripts/test-certificate';
import { waiting } from '../approve/hand-over.test-data';
import { GET as own } from '../connections/[id]/route';
import { GET as theCase } from './connections/[id]/route';

const dir = mkdtempSync(path.join(tmpdir(), 'support-choices-'));
const file = path.join(dir, 'certificate.pem');
writeFileSync(file, /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(testCertificate())?.[0] ?? '');
Object.assign(process.env, {
  CERTIFICATE_FILE: file,
  CERTIFICATE_SIGNER_URL: 'http://127.0.0.1:1/sign',
  CERTIFICATE_SIGNER_TOKEN_URL: 'http://127.0.0.1:1/token',
  CERTIFICATE_SIGNER_CLIENT_ID: 'portal',
  CERTIFICATE_SIGNER_CLIENT_SECRET: 'marker-signer-client-secret',
});
withStaff();
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('support sees the choices that the customer sees, FortifyData’s certificate among them', async () => {
  const problem = { code: 'secret-policy-banned', at: new Date(), evidence: {} } as const;
  const { key, cookie } = await waiting({ ...stages.consentWait, problem });
  const { view } = CaseAnswer.parse(await (await ask(theCase, { id: key.id })).json());
  const theirs = await (await get(own, { id: key.id, headers: { cookie } })).json();
  expect(view.choices?.certificate?.thumbprint).toBe(env().certificate?.thumbprint);
  expect([view.choices, view.problem?.next]).toEqual([theirs.choices, theirs.problem.next]);
});
