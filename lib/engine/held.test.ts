import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { redeemInvitation } from '../data/invitations';
import { browserOf, invitationLines, newInvitation, refused, released, setInvitation } from '../data/invitations.test-data';
import { openInvited } from '../data/invited-sign-ins';
import { leased, owner, withOwnDatabase } from '../data/owned.test-data';
import type { Expected } from '../domain/expected';
import { manifest } from '../domain/permissions';
import { person } from '../domain/record.test-data';
import { advance } from './advance';
import { type Scripted, scripted } from './advance.test-support';
import { accept, decide, lookAgain, retry } from './commands';
import { settleHold } from './held';
import type { Actor } from './ports';
import { workOn } from './worker/round';

withOwnDatabase();

let script: Scripted;
beforeEach(() => {
  script = scripted();
});

/** An organization that came with an invitation. */
async function came(expected: Expected): Promise<{ key: ConnectionKey; invitation: string; actor: Actor }> {
  const browser = browserOf(await newInvitation(expected));
  await redeemInvitation(browser);
  const tenantId = randomUUID();
  const opened = await openInvited({ cloud: 'global', tenantId, person, browser });
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  script.now = new Date();
  return { key: opened.key, invitation: browser.id, actor: { person, tenantId, accessToken: 'token' } };
}
const unexpected = { tenant: { kind: 'tenant', tenantId: randomUUID() }, domain: { kind: 'domain', domain: 'fabrikam.example' } } as const;
type Came = Awaited<ReturnType<typeof came>>;
const advanced = ({ key, actor }: Came) => advance(script.ports, key, actor);
const acceptance = ({ actor }: Came, observedAt: Date) =>
  accept(script.ports, actor, { manifestSha256: manifest.sha256, leaveOut: [], observedAt });

describe.each(['tenant', 'domain'] as const)('an organization that is not the expected %s', (kind) => {
  test('is looked at and held: no press does anything, and nothing is written at Microsoft', async () => {
    const visit = await came(unexpected[kind]);
    const held = await advanced(visit);
    expect(held).toMatchObject({ state: 'held', observed: { organization: { name: 'Contoso Ltd' } } });
    for (const command of [acceptance(visit, held.observed?.at ?? new Date(0)), lookAgain(visit.actor), retry]) {
      await expect(decide(script.ports, visit.key, { actor: visit.actor, command })).rejects.toMatchObject({ code: 'stale' });
    }
    for (let looks = 0; looks < 5; looks += 1) expect((await advanced(visit)).state).toBe('held');
    expect(script.asked).toEqual(['observe']);
    expect((await invitationLines(visit.invitation)).filter((line) => line === 'connection.held')).toHaveLength(1);
  });

  test('goes on from the plan once it was let in, without another look', async () => {
    const visit = await came(unexpected[kind]);
    await advanced(visit);
    await setInvitation(visit.invitation, released);
    const record = await advanced(visit);
    expect(record).toMatchObject({ state: 'signed_in', invitation: { releasedAt: expect.any(Date) } });
    await decide(script.ports, visit.key, { actor: visit.actor, command: acceptance(visit, record.observed?.at ?? new Date(0)) });
    expect((await advanced(visit)).state).toBe('consent_wait');
    expect(script.asked.filter((method) => method === 'observe')).toHaveLength(1);
  });

  test('is told when it was refused, once, and stays where it is', async () => {
    const visit = await came(unexpected[kind]);
    await advanced(visit);
    await setInvitation(visit.invitation, refused);
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await advanced(visit)).toMatchObject({ state: 'held', invitation: { refusedAt: expect.any(Date) } });
    }
    const { rows } = await owner().query("SELECT 1 FROM audit_lines WHERE connection_id = $1 AND action = 'connection.refused'", [
      visit.key.id,
    ]);
    expect([rows.length, script.asked]).toEqual([1, ['observe']]);
  });
});

/** Whether a worker finds the connection now. */
async function dueNow({ id }: ConnectionKey): Promise<boolean> {
  const { rows } = await owner().query('SELECT coalesce(due_at <= now(), false) AS due FROM connections WHERE id = $1', [id]);
  return rows[0].due;
}

describe('settling a decision', () => {
  test('writes it without the admin, and again changes nothing', async () => {
    const visit = await came(unexpected.tenant);
    await setInvitation(visit.invitation, released);
    await settleHold(script.ports, visit.key);
    const settled = await connectionData.load(visit.key);
    expect(settled?.state).toBe('signed_in');
    await settleHold(script.ports, visit.key);
    expect(await connectionData.load(visit.key)).toMatchObject({ state: 'signed_in', invitation: settled?.invitation });
  });

  test('waits a moment for whoever works on the connection', async () => {
    const visit = await came(unexpected.tenant);
    const { lease } = await leased(visit.key);
    await setInvitation(visit.invitation, released);
    setTimeout(() => void connectionData.release(lease), 400);
    await settleHold(script.ports, visit.key);
    expect((await connectionData.load(visit.key))?.state).toBe('signed_in');
  });

  test('of a connection that is at work for long is done by the worker once it is free, also when that work wrote something', async () => {
    const visit = await came(unexpected.tenant);
    const { lease, record } = await leased(visit.key);
    await setInvitation(visit.invitation, released);
    await settleHold(script.ports, visit.key);
    expect(await dueNow(visit.key)).toBe(true);
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { serviceReference: 'a word' } });
    await connectionData.release(lease);
    script.now = new Date(Date.now() + 5_000);
    await owner().query("UPDATE connections SET due_at = due_at - interval '5 seconds' WHERE id = $1", [visit.key.id]);
    expect(await dueNow(visit.key)).toBe(true);
    await workOn(script.ports, visit.key);
    expect((await connectionData.load(visit.key))?.state).toBe('signed_in');
    expect(await dueNow(visit.key)).toBe(false);
  });

  test('is no work for ever: an open hold is looked at once', async () => {
    const visit = await came(unexpected.tenant);
    await advanced(visit);
    await workOn(script.ports, visit.key);
    expect(await dueNow(visit.key)).toBe(false);
  });

  test('leaves an open hold, and a connection that somebody works on, as they are', async () => {
    const visit = await came(unexpected.tenant);
    await settleHold(script.ports, visit.key);
    expect(await connectionData.load(visit.key)).toMatchObject({ state: 'held', invitation: { releasedAt: null, refusedAt: null } });
    const { lease } = await leased(visit.key);
    await setInvitation(visit.invitation, released);
    await settleHold(script.ports, visit.key);
    expect((await connectionData.load(visit.key))?.state).toBe('held');
    await connectionData.release(lease);
  });
});

test('the expected organization is not stopped', async () => {
  const visit = await came({ kind: 'domain', domain: 'contoso.example' });
  const record = await advanced(visit);
  await decide(script.ports, visit.key, { actor: visit.actor, command: acceptance(visit, record.observed?.at ?? new Date(0)) });
  expect((await advanced(visit)).state).toBe('consent_wait');
});
