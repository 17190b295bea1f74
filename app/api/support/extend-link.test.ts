import { expect, test } from 'vitest';
import { CaseAnswer, StaffProblem } from '@/lib/contract/staff';
import { linkByToken } from '@/lib/data/approvals';
import { owner } from '@/lib/data/owned.test-data';
import { linkTokenHash } from '@/lib/web/link-token';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { asked, waiting } from '../approve/hand-over.test-data';
import { POST as extendLink } from './connections/[id]/extend-link/route';

withStaff();

const hourMs = 3_600_000;

/** A customer whose link to a colleague is good for so long. */
async function handedOver(left: string) {
  const admin = await waiting();
  const { token } = await asked(admin);
  await owner().query('UPDATE approval_links SET expires_at = now() + $2::interval WHERE connection_id = $1', [admin.key.id, left]);
  return { admin, token, extend: () => ask(extendLink, { id: admin.key.id, as: manu, body: {} }) };
}

test('a link that is open is good for seven days from now, and the case says who did it', async () => {
  const { token, extend } = await handedOver('1 hour');
  const { view, access, at } = CaseAnswer.parse(await (await extend()).json());
  const hours = (Date.parse(view.handOver?.expiresAt ?? '') - Date.parse(at)) / hourMs;
  expect(Math.round(hours)).toBe(7 * 24);
  expect(access).toContainEqual(expect.objectContaining({ action: 'staff.extend-link', text: 'Extended the link to a colleague' }));
  expect((await linkByToken(linkTokenHash(token) ?? ''))?.expiresAt.toISOString()).toBe(view.handOver?.expiresAt);
});

test.each([
  ['whose time is over', "expires_at = now() - interval '1 second'"],
  ['that the customer took back', "ended_at = now(), ended_how = 'revoked'"],
  ['that a newer one followed', "ended_at = now(), ended_how = 'replaced'"],
  ['that was used', "ended_at = now(), ended_how = 'approved'"],
])('a link %s stays over: 409, and nothing is written', async (_, change) => {
  const { admin, token, extend } = await handedOver('1 hour');
  await owner().query(`UPDATE approval_links SET ${change} WHERE connection_id = $1`, [admin.key.id]);
  const rows = async () => {
    const { rows: links } = await owner().query('SELECT * FROM approval_links WHERE connection_id = $1', [admin.key.id]);
    const { rows: lines } = await owner().query("SELECT 1 FROM audit_lines WHERE connection_id = $1 AND action LIKE 'staff.%'", [
      admin.key.id,
    ]);
    return [links, lines.length];
  };
  const before = await rows();
  const response = await extend();
  expect([response.status, StaffProblem.parse(await response.json()).reason]).toEqual([
    409,
    'No link to a colleague is open; the customer makes a new one.',
  ]);
  expect([await rows(), await linkByToken(linkTokenHash(token) ?? '')]).toEqual([before, null]);
});

test('the role of the staff cannot write anything else of a link, nor wake one that is over', async () => {
  const { admin } = await handedOver('1 hour');
  const asStaff = async (statement: string) => {
    const client = await owner().connect();
    try {
      await client.query('BEGIN');
      await client.query('SET LOCAL ROLE portal_staff');
      return (await client.query(`UPDATE approval_links SET ${statement} WHERE connection_id = $1`, [admin.key.id])).rowCount;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  for (const column of ['token_hash', 'browser_hash', 'approver', 'ended_at', 'ended_how', 'connection_id', 'tenant_id'])
    await expect(asStaff(`${column} = NULL`), column).rejects.toThrow('permission denied');
  await owner().query("UPDATE approval_links SET ended_at = now(), ended_how = 'revoked' WHERE connection_id = $1", [admin.key.id]);
  expect(await asStaff("expires_at = now() + interval '1 day'")).toBe(0);
});
