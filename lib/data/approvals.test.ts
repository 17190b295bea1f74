import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ApprovalLink } from '../domain/approval-link';
import { newestLink } from './approval-links';
import { colleague, expireLink, linkLines, newLink } from './approval-links.test-data';
import {
  approverMinutes,
  browserLink,
  concludeApproval,
  linkByToken,
  noteDeparture,
  noteOpened,
  noteSetback,
  redeemLink,
} from './approvals';
import { everything, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const browserOf = (link: ApprovalLink) => ({ ...link, browserHash: randomUUID() });

/** A link that a colleague has redeemed and left with for Microsoft's page. */
async function departed() {
  const made = await newLink();
  const browser = browserOf(made.link);
  await redeemLink(browser, colleague);
  const departure = { stateHash: randomUUID(), sessionHash: browser.browserHash };
  await noteDeparture(made.link, colleague, { ...departure, lifeMinutes: 30 });
  return { ...made, browser, departure };
}
const setback = { kind: 'consent-declined', at: new Date(), code: null } as const;

describe('opening', () => {
  test('is noted once, however often and by however many', async () => {
    const { key, link } = await newLink();
    await Promise.all(Array.from({ length: 10 }, () => noteOpened(link)));
    expect(await linkLines(key)).toEqual(['created', 'opened']);
    const before = await everything();
    await noteOpened(link);
    expect(await everything()).toBe(before);
  });
});

describe('redeeming', () => {
  test('is done by one browser of 20 at once; it may sign in again, the others come too late', async () => {
    const { key, link } = await newLink();
    const browsers = Array.from({ length: 20 }, () => browserOf(link));
    const answers = await Promise.all(browsers.map((browser) => redeemLink(browser, colleague)));
    expect(answers.filter((redeemed) => redeemed)).toHaveLength(1);
    const [first] = browsers.filter((_, index) => answers[index]);
    expect(first && (await redeemLink(first, colleague))).toBe(true);
    expect(await linkLines(key)).toEqual(['created', 'redeemed', 'redeemed']);
    for (const browser of browsers.filter((other) => other !== first)) expect(await browserLink(browser)).toBeNull();
  });

  test('writes nothing when the link is over, and nothing for another tenant', async () => {
    const { link } = await newLink();
    const before = await everything();
    expect(await redeemLink({ ...browserOf(link), tenantId: randomUUID() }, colleague)).toBe(false);
    expect(await everything()).toBe(before);
    await expireLink(link);
    expect(await redeemLink(browserOf(link), colleague)).toBe(false);
    expect((await newestLink({ id: link.connectionId, tenantId: link.tenantId }))?.approver).toBeNull();
  });

  test('leaves the link good for the one browser until it is used', async () => {
    const { link, browser, tokenHash } = await departed();
    expect(await linkByToken(tokenHash)).not.toBeNull();
    expect(await browserLink(browser)).toMatchObject({ link: { approver: colleague }, mayApprove: true });
    expect(await browserLink(browserOf(link))).toBeNull();
    expect(await browserLink({ ...browser, tenantId: randomUUID() })).toBeNull();
  });

  test('is good for an hour; then the same browser has to sign in again', async () => {
    const { link, browser } = await departed();
    const old = `UPDATE approval_links SET signed_in_at = now() - interval '${approverMinutes + 1} minutes' WHERE id = $1`;
    await owner().query(old, [link.id]);
    expect(await browserLink(browser)).toMatchObject({ mayApprove: false });
    await redeemLink(browser, colleague);
    expect(await browserLink(browser)).toMatchObject({ mayApprove: true });
  });
});

describe('a return from Microsoft’s page', () => {
  test('uses departure and link up together, for one of 20 at once, and stays visible to its own browser alone', async () => {
    const { key, link, browser, departure, tokenHash } = await departed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => concludeApproval(link, colleague, departure)));
    expect(answers.filter((counted) => counted)).toHaveLength(1);
    expect(await newestLink(key)).toMatchObject({ ended: 'approved', approver: colleague });
    expect(await linkByToken(tokenHash)).toBeNull();
    expect(await browserLink(browser)).toMatchObject({ link: { ended: 'approved' }, mayApprove: false });
    expect(await browserLink(browserOf(link))).toBeNull();
    expect(await linkLines(key)).toEqual(['created', 'redeemed', 'departed', 'approved']);
  });

  test('without an approval is told, and the next try with the same link counts', async () => {
    const { key, link, browser, departure } = await departed();
    expect(await noteSetback(link, colleague, { departure, setback })).toBe(true);
    expect(await noteSetback(link, colleague, { departure, setback })).toBe(false);
    expect(await browserLink(browser)).toMatchObject({ link: { setback, ended: null }, mayApprove: true });
    const again = { stateHash: randomUUID(), sessionHash: browser.browserHash };
    await noteDeparture(link, colleague, { ...again, lifeMinutes: 30 });
    expect(await concludeApproval(link, colleague, again)).toBe(true);
    expect(await linkLines(key)).toEqual(['created', 'redeemed', 'departed', 'set-back', 'departed', 'approved']);
  });

  test('of another browser, state, link or tenant counts for nothing', async () => {
    const [mine, theirs] = [await departed(), await departed()];
    const before = await everything();
    const { link, departure } = mine;
    expect(await concludeApproval(link, colleague, { ...departure, sessionHash: theirs.departure.sessionHash })).toBe(false);
    expect(await concludeApproval(link, colleague, { ...departure, stateHash: theirs.departure.stateHash })).toBe(false);
    expect(await concludeApproval(theirs.link, colleague, departure)).toBe(false);
    expect(await concludeApproval({ ...link, tenantId: theirs.link.tenantId }, colleague, departure)).toBe(false);
    expect(await everything()).toBe(before);
  });

  test('is not counted when its audit line cannot be written', async () => {
    const { link, departure, key } = await departed();
    const append = 'append_audit(text, text, uuid, uuid, text)';
    await owner().query(`REVOKE EXECUTE ON FUNCTION ${append} FROM portal_app`);
    await expect(concludeApproval(link, colleague, departure)).rejects.toThrow();
    await owner().query(`GRANT EXECUTE ON FUNCTION ${append} TO portal_app`);
    expect(await newestLink(key)).toMatchObject({ ended: null });
    expect(await concludeApproval(link, colleague, departure)).toBe(true);
  });
});
