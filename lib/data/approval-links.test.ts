import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { person } from '../domain/record.test-data';
import { closeOver, createLink, createLinkUnlessOpen, newestLink, revokeLink } from './approval-links';
import { colleague, expireLink, linkLines, newLink } from './approval-links.test-data';
import { browserLink, concludeApproval, linkByToken, noteDeparture, redeemLink } from './approvals';
import { asRole, completed, everything, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const openLinks = async (connection: string) =>
  (await owner().query('SELECT count(*)::int AS n FROM approval_links WHERE connection_id = $1 AND ended_at IS NULL', [connection])).rows[0]
    ?.n;

describe('a link', () => {
  test('lives seven days by the clock of the database, and its row holds a hash and no token', async () => {
    const { key, link } = await newLink();
    expect(link).toMatchObject({ ended: null, openedAt: null, approver: null, createdBy: person });
    expect(link.expiresAt.getTime() - link.createdAt.getTime()).toBe(7 * 86_400_000);
    expect(await newestLink(key)).toEqual(link);
    expect(JSON.stringify(link)).not.toMatch(/hash/i);
    expect(await linkLines(key)).toEqual(['created']);
  });

  test('ends the one before it, and one is open however many are made at once', async () => {
    const key = await newConnection();
    const made = await Promise.all(Array.from({ length: 12 }, () => newLink(key)));
    expect(await openLinks(key.id)).toBe(1);
    const good = await Promise.all(made.map(({ tokenHash }) => linkByToken(tokenHash)));
    expect(good.filter((link) => link !== null)).toHaveLength(1);
    const lines = await linkLines(key);
    expect([lines.filter((line) => line === 'created').length, lines.filter((line) => line === 'revoked').length]).toEqual([12, 11]);
  });

  test('is made once by 12 who want one at once unless one is open, and is good', async () => {
    const key = await newConnection();
    const hashes = Array.from({ length: 12 }, () => randomUUID());
    const make = (tokenHash: string) => createLinkUnlessOpen(key, { tokenHash, by: person, lifeDays: 7 });
    const made = await Promise.all(hashes.map(async (hash) => ((await make(hash)) ? [hash] : [])));
    expect(made.flat()).toHaveLength(1);
    expect(await linkByToken(made.flat()[0] ?? '')).not.toBeNull();
    expect(await linkLines(key)).toEqual(['created']);
  });

  test('is found by its token alone, and not when it is unknown, revoked, replaced, expired or used', async () => {
    const { key, link, tokenHash } = await newLink();
    expect(await linkByToken(tokenHash)).toEqual(link);
    for (const hash of [randomUUID(), '', tokenHash.toUpperCase(), link.id]) expect(await linkByToken(hash)).toBeNull();
    const next = await newLink(key);
    expect(await linkByToken(tokenHash)).toBeNull();
    await revokeLink(key, person);
    expect(await linkByToken(next.tokenHash)).toBeNull();
    const third = await newLink(key);
    await expireLink(third.link);
    expect(await linkByToken(third.tokenHash)).toBeNull();
  });

  test('that has expired is written down as such with the next deed, once', async () => {
    const { key, link } = await newLink();
    await expireLink(link);
    await Promise.all([closeOver(key), closeOver(key), revokeLink(key, person)]);
    expect(await newestLink(key)).toMatchObject({ ended: 'expired' });
    expect(await linkLines(key)).toEqual(['created', 'expired']);
  });

  test('of a connection that is approved already ends as approved', async () => {
    const key = await completed();
    await createLink(key, { tokenHash: randomUUID(), by: person, lifeDays: 7 });
    await closeOver(key);
    expect(await newestLink(key)).toMatchObject({ ended: 'approved', approver: null });
  });

  test('is not ended by closing what is over while it is good', async () => {
    const { key, tokenHash } = await newLink();
    const before = await everything();
    await closeOver(key);
    expect(await everything()).toBe(before);
    expect(await linkByToken(tokenHash)).not.toBeNull();
  });
});

describe('revoking', () => {
  test('twice, and of nothing, is once', async () => {
    const { key } = await newLink();
    await Promise.all([revokeLink(key, person), revokeLink(key, person)]);
    await revokeLink(await newConnection(), person);
    expect(await linkLines(key)).toEqual(['created', 'revoked']);
  });

  test('at the moment of the approval ends the link in one way, with one line', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { key, link } = await newLink();
      const browser = { ...link, browserHash: randomUUID() };
      await redeemLink(browser, colleague);
      const departure = { stateHash: randomUUID(), sessionHash: browser.browserHash };
      await noteDeparture(link, colleague, { ...departure, lifeMinutes: 30 });
      await Promise.all([revokeLink(key, person), concludeApproval(link, colleague, departure)]);
      const { ended } = (await newestLink(key)) ?? {};
      expect(['approved', 'revoked']).toContain(ended);
      expect((await linkLines(key)).slice(3)).toEqual([ended]);
      expect(await concludeApproval(link, colleague, departure)).toBe(false);
    }
  });

  test('takes the colleague’s browser its link away', async () => {
    const { key, link } = await newLink();
    const browser = { ...link, browserHash: randomUUID() };
    await redeemLink(browser, colleague);
    expect(await browserLink(browser)).toMatchObject({ mayApprove: true });
    await revokeLink(key, person);
    expect(await browserLink(browser)).toBeNull();
  });
});

describe('the role of the portal', () => {
  test('sees by a token’s hash that one row, may not change it so, and sees nothing with another hash', async () => {
    const { tokenHash, link } = await newLink();
    await newLink();
    const named = (hash: string, statement: string) =>
      asRole('portal_app', '', async (client) => {
        await client.query("SELECT set_config('portal.link_hash', $1, true)", [hash]);
        return client.query(statement);
      });
    expect((await named(tokenHash, 'SELECT id FROM approval_links')).rows).toEqual([{ id: link.id }]);
    expect((await named(tokenHash, 'UPDATE approval_links SET ended_at = NULL')).rowCount).toBe(0);
    expect((await named(tokenHash, 'SELECT id FROM connections')).rowCount).toBe(0);
    for (const hash of ['', 'x', '%']) expect((await named(hash, 'SELECT id FROM approval_links')).rowCount).toBe(0);
  });

  test('cannot delete a link, nor make one for another tenant', async () => {
    const { key } = await newLink();
    const run = (statement: string) => asRole('portal_app', key.tenantId, (client) => client.query(statement));
    await expect(run('DELETE FROM approval_links')).rejects.toMatchObject({ code: '42501' });
    await expect(run('UPDATE approval_links SET tenant_id = gen_random_uuid()')).rejects.toMatchObject({ code: '42501' });
  });
});
