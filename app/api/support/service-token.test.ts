import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseAnswer, StaffMe, StaffProblem } from '@/lib/contract/staff';
import { AuditPage } from '@/lib/contract/staff-audit';
import { InvitationMade } from '@/lib/contract/staff-invitations';
import { CaseList } from '@/lib/contract/staff-list';
import type { ConnectionKey } from '@/lib/data/data';
import { completed, owner } from '@/lib/data/owned.test-data';
import { withPortal } from '@/lib/web/portal.test-data';
import { ask as askAs } from '@/lib/web/staff.test-data';
import { defaults } from '../../../practice/defaults';
import { startPractice } from '../../../practice/server';
import { appToken } from '../../../practice/testing/integration';
import { claimsOf } from '../../../practice/testing/portal';
import { GET as auditCsv } from './audit/export.csv/route';
import { GET as audit } from './audit/route';
import { POST as notes } from './connections/[id]/notes/route';
import { GET as theCase } from './connections/[id]/route';
import { GET as list } from './connections/route';
import { POST as invite } from './invitations/route';
import { GET as me } from './me/route';

withPortal();

interface Program {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Programs of FortifyData's platform as its tenant registers them: the first may read, the second manage, the third neither. */
const reader: Program = { clientId: defaults.platformClientId, clientSecret: defaults.platformClientSecret };
const manager: Program = { clientId: '8c1e5a72-4f0b-4d3e-9b61-2d7f90a3c5e4', clientSecret: 'practice-only-onboarding-secret' };
const sealedOnly: Program = { clientId: '2b9d4f16-7a3c-4e58-8c02-6e1f5d7b9a30', clientSecret: 'practice-only-other-secret' };
const portal: Program = { clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret };

let practice: Awaited<ReturnType<typeof startPractice>>;
let connected: ConnectionKey;
beforeAll(async () => {
  const services = [
    { ...manager, displayName: 'FortifyData onboarding', roles: ['Support.Manage'] },
    { ...sealedOnly, displayName: 'FortifyData reader', roles: ['Credential.Read'] },
  ];
  practice = await startPractice({ port: 0, lagSeconds: 0, services });
  Object.assign(process.env, {
    PRACTICE_CLOUD_URL: practice.url,
    SUPPORT_TENANT_ID: defaults.staffTenantId,
    SUPPORT_CLIENT_ID: defaults.staffClientId,
  });
  connected = await completed();
});
afterAll(() => practice.close());

/** The program's own token for the staff app, by client credentials. */
async function tokenOf({ clientId, clientSecret }: Program): Promise<string> {
  const at = { tenant: defaults.staffTenantId, appId: clientId, secret: clientSecret, scope: `api://${defaults.staffClientId}/.default` };
  return String((await appToken(practice.url, at)).body.access_token);
}
const oidOf = (token: string): string => String(claimsOf(token)['oid']);
const actorOf = (token: string): string => `staff:${oidOf(token)}`;
type Call = NonNullable<Parameters<typeof askAs>[1]>;
const ask = (handler: Parameters<typeof askAs>[0], token: string, call: Call = {}) => askAs(handler, { ...call, token });
const linesOf = async (token: string) =>
  (await owner().query('SELECT action, connection_id FROM audit_lines WHERE actor = $1 ORDER BY seq', [actorOf(token)])).rows;

const invitation = { customer: 'Pinecrest', customerId: 'C-1', expects: 'pinecrest.example', contact: 'it@pinecrest.example' };

describe('a program with Support.Read', () => {
  test('reads what a person with that role reads; the audit names its principal', async () => {
    const token = await tokenOf(reader);
    expect(claimsOf(token)['scp']).toBeUndefined();
    const named = { oid: oidOf(token), kind: 'service', mayManage: false, name: `Service ${reader.clientId}` };
    expect(StaffMe.parse(await (await ask(me, token)).json())).toEqual(named);
    expect(CaseList.parse(await (await ask(list, token)).json()).rows.map(({ id }) => id)).toEqual([connected.id]);
    expect(CaseAnswer.parse(await (await ask(theCase, token, { id: connected.id })).json()).access[0]?.by.oid).toBe(oidOf(token));
    expect((await (await ask(auditCsv, token)).text()).split('\r\n', 1)).toEqual([
      'Line,Time (UTC),Actor,Who,Action,Tenant ID,Connection,Details',
    ]);
    expect(await linesOf(token)).toEqual([
      { action: 'staff.case.read', connection_id: connected.id },
      { action: 'staff.audit.exported', connection_id: null },
    ]);
    const { lines } = AuditPage.parse(await (await ask(audit, token, { query: `?who=${oidOf(token)}` })).json());
    expect(lines.map(({ actor, actorName }) => [actor, actorName])).toEqual([1, 2].map(() => [actorOf(token), named.name]));
  });

  test('writes nothing: 403, and a line that it tried', async () => {
    const token = await tokenOf(reader);
    for (const refused of [
      await ask(invite, token, { body: invitation }),
      await ask(notes, token, { id: connected.id, body: { text: 'Called.' } }),
    ]) {
      expect(refused.status).toBe(403);
      expect(StaffProblem.parse(await refused.json()).reason).toContain('Support.Manage');
    }
    expect((await linesOf(token)).slice(-2)).toEqual([
      { action: 'staff.refused', connection_id: null },
      { action: 'staff.refused', connection_id: connected.id },
    ]);
    const { rows } = await owner().query('SELECT 1 FROM invitations UNION ALL SELECT 1 FROM support_notes');
    expect(rows).toEqual([]);
  });
});

describe('a program with Support.Manage', () => {
  test('invites and writes notes under the name of its principal', async () => {
    const token = await tokenOf(manager);
    const by = { oid: oidOf(token), name: `Service ${manager.clientId}` };
    const made = InvitationMade.parse(await (await ask(invite, token, { body: invitation })).json());
    expect(made.row).toMatchObject({ customer: 'Pinecrest', createdBy: by });
    expect(made.link).toMatch(/\/invite\/[\w-]{43}$/);
    const { notes: written } = CaseAnswer.parse(
      await (await ask(notes, token, { id: connected.id, body: { text: 'Checked by the platform.' } })).json(),
    );
    expect(written).toMatchObject([{ by, text: 'Checked by the platform.' }]);
    expect(await linesOf(token)).toEqual([
      { action: 'staff.invitation.created', connection_id: null },
      { action: 'staff.note', connection_id: connected.id },
      { action: 'staff.case.read', connection_id: connected.id },
    ]);
  });
});

describe('a program without a role for support', () => {
  test.each([
    ['with Credential.Read alone', sealedOnly],
    ['with no role at all', portal],
  ])('%s reads nothing', async (_, program) => {
    const token = await tokenOf(program);
    for (const route of [me, list, audit]) expect((await ask(route, token)).status).toBe(403);
    expect(await linesOf(token)).toEqual([]);
  });

  test('with its own token for another API is nobody', async () => {
    const at = { tenant: defaults.staffTenantId, appId: reader.clientId, secret: reader.clientSecret };
    const { body } = await appToken(practice.url, { ...at, scope: 'https://graph.microsoft.com/.default' });
    expect((await ask(list, String(body.access_token))).status).toBe(401);
  });
});
