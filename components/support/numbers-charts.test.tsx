import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { caseTabs } from '@/lib/contract/staff-list';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { ExpiryChart } from './expiry-chart';
import { FunnelChart } from './funnel-chart';
import { HealthChart } from './health-chart';
import { HealthPatterns } from './health-pattern';
import { NumbersSkeleton } from './numbers-skeleton';

const nothing = { good: 0, expired: 0, ended: 0 };
const invitations: Numbers['invitations'] = [
  { stage: 'made', title: 'Invited', reached: 40, left: nothing },
  { stage: 'opened', title: 'Opened', reached: 31, left: { good: 6, expired: 2, ended: 1 } },
  { stage: 'signed-in', title: 'Signed in', reached: 28, left: { good: 3, expired: 0, ended: 0 } },
  { stage: 'connected', title: 'Connected', reached: 10, left: { good: 17, expired: 0, ended: 1 } },
];
const funnel: Numbers['funnel'] = [
  {
    step: 'approve',
    title: 'Approve',
    reached: 20,
    passed: 15,
    standing: [{ cause: null, title: 'Nothing in the way', by: 'nobody', count: 5 }],
    now: 8,
  },
];
const none = { from: '2026-11-01', to: '2026-11-27', at: '2026-11-27T10:00:00.000Z', times: [], topCauses: [], health: [] };
const expiring = (ended: number): Numbers['expiring'] => ({
  ended,
  months: [
    { month: '2026-11', count: 2 },
    { month: '2026-12', count: 0 },
  ],
  later: 5,
});
const flagged = (html: string) => html.split('<li>').filter((row) => row.includes('most stop here'));

test('the flag is where most stop, be it before anybody has signed in; who has signed in counts at the steps alone', () => {
  const html = renderToStaticMarkup(
    <FunnelChart numbers={{ ...none, invitations, funnel, started: 20, connected: 15, expiring: expiring(0) }} />,
  );
  expect(flagged(html)).toEqual([expect.stringContaining('9 not opened')]);
  expect(html).toContain('6 still good, 2 expired, 1 ended by us');
  expect(html).toMatch(/5 stand here.*href="\/support\?step=approve">See all 8 at Approve/);
});

test('without anybody nothing is flagged', () => {
  const stages = invitations.map((stage) => ({ ...stage, reached: 0, left: nothing }));
  const steps = funnel.map((step) => ({ ...step, reached: 0, passed: 0, standing: [], now: 0 }));
  const numbers = { ...none, invitations: stages, funnel: steps, started: 0, connected: 0, expiring: expiring(0) };
  const html = renderToStaticMarkup(<FunnelChart numbers={numbers} />);
  expect(flagged(html)).toEqual([]);
  expect(html).not.toContain('See all');
});

test('keys that have ended are in no month and none of those in use', () => {
  const html = renderToStaticMarkup(<ExpiryChart expiring={expiring(3)} today="2026-11-27T10:00:00.000Z" />);
  expect(html).toContain('7 keys in use: 2 end within 2 months, 5 later');
  expect(html).toContain('3 keys ended already, in no month above.');
  expect(renderToStaticMarkup(<ExpiryChart expiring={expiring(0)} today="2026-11-27T10:00:00.000Z" />)).not.toContain('in no month above');
});

test('each health has a pattern of its own, in the bar and beside its name', () => {
  const patterns = renderToStaticMarkup(<HealthPatterns />).match(/<pattern.*?<\/pattern>/g) ?? [];
  const drawn = patterns.map((pattern) => pattern.replace(/<pattern.*?>/, ''));
  expect(new Set(drawn).size).toBe(caseTabs.length);
  const html = renderToStaticMarkup(<HealthChart health={caseTabs.map((tab) => ({ tab, count: 1 }))} />);
  for (const tab of caseTabs) expect(html.split(`url(#health-${tab})`)).toHaveLength(3);
});

test('while the numbers are counted the same cards are there', () => {
  const html = renderToStaticMarkup(<NumbersSkeleton />);
  expect([...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
    'Where onboardings stop',
    'Keys expiring by month',
    'Time per step',
    'Top five causes',
    'Connections by health',
  ]);
  expect(html).toContain('aria-busy="true"');
});
