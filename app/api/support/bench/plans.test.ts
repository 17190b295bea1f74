import { beforeAll, expect, test } from 'vitest';
import { owner, withOwnDatabase } from '@/lib/data/owned.test-data';
import { asStaff } from '@/lib/data/prisma';
import { isTurnDue, standingCounts } from '@/lib/data/staff-counts';
import type { CaseFilter, CasePage } from '@/lib/data/staff-filter';
import { invitationConflicts } from '@/lib/data/staff-invitation-conflicts';
import { listInvitations } from '@/lib/data/staff-invitations';
import { listCases } from '@/lib/data/staff-list';
import { endedThisMonth, invitationsMade } from '@/lib/data/staff-numbers';
import { findCases } from '@/lib/data/staff-search';
import { fixerPlaces } from '@/lib/domain/support/fixer-places';
import { searchWords } from '@/lib/domain/support/search-words';
import { explained, type PlanStep } from './explained.test-support';
import { seed } from './seed.test-support';

withOwnDatabase();
const count = 6000;
beforeAll(() => seed(owner(), count, '1a2b3c4d-0000-4000-8000-00000000000a'), 60_000);

const everything: CaseFilter = { tab: null, places: null, step: null, cause: null, owner: null, due: false, recheck: false };
const page = (sort: CasePage['sort']): CasePage => ({ sort, after: null, limit: 26 });
const readBy = (steps: readonly PlanStep[], index: string) =>
  steps.filter((step) => step.index === index).reduce((sum, { read }) => sum + read, 0);

test.each(['ltd', 'ltd larsen', 'larsen ltd contoso', 'l i c h n b', 'contoso fabrikam'])(
  'a search for “%s” reads no more than its limits, whatever the table holds',
  async (typed) => {
    const words = searchWords(typed);
    if (!words) throw new Error('nothing to look for');
    const steps = await explained((tx) => findCases(tx, { words, filter: everything, page: page('turn') }));
    // the words are counted, then all of it and the rarest word are read
    expect(readBy(steps, 'support_terms_pkey')).toBeLessThanOrEqual(words.words.length * 802 + 802 + 802);
    // each further word is one look for each candidate
    expect(readBy(steps, 'support_terms_connection_id_term_idx')).toBeLessThanOrEqual((words.words.length - 1) * 401);
    expect(readBy(steps, 'support_cases_pkey')).toBeLessThanOrEqual(2 * 401 + 26);
    expect(steps.every(({ read }) => read <= 802)).toBe(true);
  },
);

test.each(['waiting', 'activity', 'name', 'expires', 'created'] as const)(
  'a cause and a step that few have are read by an index of their own in the order %s',
  async (sort) => {
    // what is left when the planner may neither sort nor read everything is the index that has both
    const only = ['enable_seqscan = off', 'enable_sort = off', 'enable_bitmapscan = off'];
    for (const filter of [{ cause: 'delivery-delayed' }, { step: 'secure' as const }]) {
      const steps = await explained((tx) => listCases(tx, { ...everything, ...filter }, page(sort)), only);
      const [read] = steps.filter(({ type, index }) => type === 'Index Scan' && index.startsWith('support_cases'));
      expect([read?.asked, (read?.read ?? 99) <= 26]).toEqual([expect.stringContaining(Object.keys(filter)[0] ?? ''), true]);
    }
  },
);

test.each(['waiting', 'activity', 'name', 'expires', 'created'] as const)(
  'who can fix it is read tab by tab, each by an index of its own in the order %s',
  async (sort) => {
    const places = fixerPlaces(await asStaff(standingCounts), 'customer');
    const steps = await explained(
      (tx) => listCases(tx, { ...everything, places }, page(sort)),
      ['enable_seqscan = off', 'enable_bitmapscan = off'],
    );
    const reads = steps.filter(({ type, index }) => type.startsWith('Index') && index.startsWith('support_cases'));
    expect(reads.map(({ asked, read }) => [/tab = /.test(asked), read <= 26])).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
  },
);

test('a page behind a row without a key is a range of an index, as one behind any other', async () => {
  const after = (key: string) => ({ tab: null, key, id: '80000000-0000-4000-8000-000000000000' });
  for (const key of ['infinity', new Date(Date.now() + 400 * 86_400_000).toISOString()]) {
    const steps = await explained((tx) => listCases(tx, everything, { ...page('expires'), after: after(key) }), ['enable_seqscan = off']);
    expect(steps.find(({ index }) => index === 'support_cases_expires')).toMatchObject({
      asked: expect.stringContaining(key.slice(0, 8)),
      read: 26,
    });
  }
});

test('what is to be re-checked is found by an index of its own', async () => {
  const steps = await explained((tx) => listCases(tx, { ...everything, recheck: true }, page('turn')), ['enable_seqscan = off']);
  expect(steps.map(({ index }) => index)).toContain('support_cases_rechecked');
});

test('cases that turn are looked for by their index, also when all the planner knows has turned', async () => {
  await owner().query("UPDATE support_cases SET turns_at = now() - interval '1 day' WHERE turns_at IS NOT NULL");
  await owner().query('ANALYZE support_cases');
  await owner().query('UPDATE support_cases SET turns_at = NULL, turns_to = NULL');
  const [step] = (await explained(isTurnDue)).filter(({ type }) => type.includes('Scan'));
  expect([step?.index, step?.read]).toEqual(['support_cases_turns', 0]);
});

test('invitations in use come by an index of their own, and a verified domain is found by one', async () => {
  const inUse = { groups: ['in-use'], ending: false, piece: null, newest: null } as const;
  const only = ['enable_seqscan = off', 'enable_sort = off', 'enable_bitmapscan = off'];
  const listed = await explained((tx) => listInvitations(tx, inUse, { after: null, limit: 26 }), only);
  expect(listed.map(({ index }) => index)).toContain('invitations_in_use');
  const asked = [{ kind: 'domain', domain: 'contoso.example' }] as const;
  const found = await explained((tx) => invitationConflicts(tx, asked), ['enable_seqscan = off', 'enable_indexscan = off']);
  expect(found.map(({ index }) => index)).toContain('connections_verified_domains');
});

test('the figures read the invitations of their period from one index, and of the keys those that have ended this month', async () => {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const period = { from: day(60), to: day(31) };
  const { rows } = await owner().query('SELECT count(*)::int AS made FROM invitations WHERE created_at >= $1 AND created_at < $2', [
    period.from,
    day(30),
  ]);
  const only = ['enable_seqscan = off', 'enable_bitmapscan = off'];
  const scans = (await explained((tx) => invitationsMade(tx, period), only)).filter(({ type }) => type.includes('Scan'));
  expect(scans).toMatchObject([{ type: 'Index Only Scan', index: 'invitations_made', read: rows[0].made }]);
  expect(rows[0].made).toBeLessThan(count / 10);
  const ended = (await explained((tx) => endedThisMonth(tx, new Date()), only)).filter(({ type }) => type.includes('Scan'));
  expect(ended).toMatchObject([{ index: 'support_cases_expires', read: 0 }]);
});
