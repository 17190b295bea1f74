import { expect, test } from 'vitest';
import { CaseAnswer } from '@/lib/contract/staff';
import { AuditPage } from '@/lib/contract/staff-audit';
import { owner } from '@/lib/data/owned.test-data';
import { journalOf, sealedConnection } from '@/lib/engine/worker/sealed.test-support';
import { ask, manu, staffTenant, withStaff } from '@/lib/web/staff.test-data';
import { GET as audit } from './audit/route';
import { POST as recheck } from './connections/[id]/re-check/route';

withStaff();

test('a re-check delivers a sealed key that waits; journal and audit say that a member of the staff did it, by name', async () => {
  const key = await sealedConnection();
  const answer = CaseAnswer.parse(await (await ask(recheck, { id: key.id, as: manu, body: {} })).json());
  expect(answer.recheck).toMatchObject({ delivery: 'delivered', askedBy: { name: manu.name } });
  const actor = `${manu.oid}@${staffTenant}`;
  expect((await journalOf(key)).at(-1)).toBe(`deliverCredential done by ${actor}`);
  const { rows } = await owner().query('SELECT 1 FROM stored_credentials WHERE connection_id = $1', [key.id]);
  expect(rows).toHaveLength(1);
  const { lines } = AuditPage.parse(await (await ask(audit, { query: `?connection=${key.id}` })).json());
  expect(lines.filter((line) => line.actor === actor).length).toBeGreaterThan(0);
  for (const line of lines) if (line.actor.includes(manu.oid)) expect([line.action, line.actorName]).toEqual([line.action, manu.name]);
  const narrowed = AuditPage.parse(await (await ask(audit, { query: `?connection=${key.id}&who=${manu.oid}` })).json());
  expect(narrowed.lines.map(({ actor: by }) => by)).toEqual(expect.arrayContaining([actor, `staff:${manu.oid}`]));
  expect(AuditPage.parse(await (await ask(audit, { query: '?who=customer' })).json()).lines.filter((line) => line.actor === actor)).toEqual(
    [],
  );
});
