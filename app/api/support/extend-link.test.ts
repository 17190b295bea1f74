import { expect, test } from 'vitest';
import { CaseAnswer, StaffProblem } from '@/lib/contract/staff';
import { colleague } from '@/lib/data/approval-links.test-data';
import { linkByToken, redeemLink } from '@/lib/data/approvals';
import { owner } from '@/lib/data/owned.test-data';
import { linkTokenHash } from '@/lib/web/link-token';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { asked, waiting } from '../approve/hand-over.test-data';
import { POST as extendLink } from './connections/[id]/extend-link/route';
import { GET as theCase } from './connections/[id]/route';

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
  ['that is in the cookie of the browser that somebody signed in with', "redeemed_at = now(), browser_hash = 'x'"],
  ['that the customer took back', "ended_at = now(), ended_how = 'revoked'"],
  ['that a newer one followed', "ended_at = now(), ended_how = 'replaced'"],
  ['that was used', "ended_at = now(), ended_how = 'approved'"],
])('a link %s gets no more time: 409, and nothing is written', async (_, change) => {
  const { admin, extend } = await handedOver('1 hour');
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
    'There is no link to a colleague that more time would help; the customer makes a new one.',
  ]);
  expect(await rows()).toEqual(before);
});

test('nor does one whose approval is there', async () => {
  const { admin, extend } = await handedOver('1 hour');
  await owner().query('UPDATE connections SET grants_complete_at = now() WHERE id = $1', [admin.key.id]);
  expect((await extend()).status).toBe(409);
});

test('the next action follows the link: not opened, signed in, and come back without an approval', async () => {
  const { admin, extend } = await handedOver('1 hour');
  const opened = async () => CaseAnswer.parse(await (await ask(theCase, { id: admin.key.id })).json());
  const first = CaseAnswer.parse(await (await extend()).json());
  expect(first.action.title).toMatch(/nobody has opened it$/);
  expect(first.row.action).toEqual({ title: first.action.title, by: first.action.by });
  const { rows } = await owner().query('SELECT id FROM approval_links WHERE connection_id = $1', [admin.key.id]);
  const browser = { id: rows[0].id, tenantId: admin.key.tenantId, browserHash: 'BROWSER' };
  expect(await redeemLink(browser, colleague)).toBe(true);
  expect((await opened()).action.title).toMatch(/has signed in and not approved yet$/);
  const setback = JSON.stringify({ kind: 'consent-role-missing', at: new Date(), code: null });
  await owner().query('UPDATE approval_links SET setback = $2::jsonb WHERE connection_id = $1', [admin.key.id, setback]);
  expect((await opened()).action.title).toMatch(/pass the approval to a Global or Privileged Role Administrator$/);
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
  const { rows } = await owner().query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'approval_links' AND column_name <> 'expires_at'",
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { name } of rows) await expect(asStaff(`${name} = NULL`), name).rejects.toThrow('permission denied');
  const more = "expires_at = now() + interval '1 day'";
  expect(await asStaff(more)).toBe(1);
  for (const over of ["expires_at = now() - interval '1 second'", "ended_at = now(), ended_how = 'revoked'"]) {
    await owner().query(`UPDATE approval_links SET ${over} WHERE connection_id = $1`, [admin.key.id]);
    expect(await asStaff(more)).toBe(0);
  }
});
