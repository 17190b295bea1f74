import type { Plan } from './gate.test-support';
import { brokenAtEnd, brokenNow } from './invariants.test-support';
import type { Customer, Lane } from './lane.test-support';
import type { News, Order } from './portal.test-support';
import { truthOf } from './tenant.test-support';

/** What came of one case. */
export interface CaseResult {
  /** The passage that was struck; null when the run passed without reaching it. */
  readonly struck: string | null;
  readonly passages: readonly string[];
  readonly broken: readonly string[];
  readonly customer: Customer;
}

/** What a case has gathered so far. */
interface Story {
  struck: string | null;
  toldConnected: boolean;
  cookie: string | null;
  passages: readonly string[];
  said: string;
  complete: boolean;
  readonly broken: string[];
}

/**
 * One case: a new tenant, an admin who connects it, one passage that is struck; then the admin goes on, in a new process if the first was
 * killed, until all is done. The invariants are checked at the moment of the strike and at the end, after one more sign-in.
 */
export async function runCase(lane: Lane, plan: Plan): Promise<CaseResult> {
  const customer = await lane.newCustomer();
  const story: Story = { struck: null, toldConnected: false, cookie: null, passages: [], said: '', complete: false, broken: [] };
  await act({ lane, customer, story }, plan);
  if (!story.complete) await act({ lane, customer, story }, { kind: 'none' });
  const again = story.passages;
  const writes = await writesOf(lane, customer);
  await act({ lane, customer, story: Object.assign(story, { cookie: null }) }, { kind: 'none' });
  story.passages = again;
  if (!story.complete) story.broken.push('stuck: the admin never saw the end');
  if ((await writesOf(lane, customer)) !== writes) story.broken.push('I2: one more sign-in found something to change');
  story.broken.push(...brokenAtEnd(await lane.evidence(customer, knownOf(story))));
  return { struck: story.struck, passages: story.passages, broken: [...new Set(story.broken)], customer };
}

interface Scene {
  readonly lane: Lane;
  readonly customer: Customer;
  readonly story: Story;
}

const knownOf = ({ said, toldConnected, struck }: Story) => ({ said, toldConnected, openIntents: struck === null ? 0 : 1 });

async function writesOf(lane: Lane, { tenantId }: Customer): Promise<number> {
  const { journal } = await truthOf(lane.practice.url, tenantId);
  return journal.filter(({ write, browser }) => write && !browser).length;
}

/** One portal process at work until its order has ended or it was killed. */
async function act(scene: Scene, plan: Plan): Promise<void> {
  const { lane, customer, story } = scene;
  const seat = { practiceUrl: lane.practice.url, account: customer.account };
  const order: Order = { kind: 'order', seat, plan, cookie: story.cookie, shiftMs: lane.shiftMs };
  const portal = lane.portal;
  portal.printed = '';
  const checks: Promise<void>[] = [];
  const fate = await portal.run(order, (news) => {
    hear(scene, news);
    if (news.kind === 'struck' || news.kind === 'wait')
      checks.push(answer(scene, news).then((shiftMs) => portal.goOn({ kind: 'go', id: news.id, shiftMs })));
  });
  await Promise.all(checks);
  story.said += portal.printed;
  story.complete = fate.kind === 'ended' && fate.news.complete;
  if (fate.kind === 'ended') {
    story.said += fate.news.errors.join('\n');
    if (plan.kind !== 'none') story.passages = fate.news.passages;
    return;
  }
  story.struck = /struck \d+ (\S+)/.exec(portal.printed)?.[1] ?? 'unknown';
  lane.replace();
  await lookAtStrike(scene);
}

function hear({ story }: Scene, news: News): void {
  switch (news.kind) {
    case 'cookie':
      story.cookie = news.cookie;
      return;
    case 'connected':
      story.toldConnected = true;
      return;
    case 'struck':
      story.struck = news.name;
      return;
    default:
      return;
  }
}

async function answer(scene: Scene, news: Extract<News, { kind: 'struck' | 'wait' }>): Promise<number> {
  if (news.kind === 'wait') return scene.lane.letPass(news.milliseconds);
  await lookAtStrike(scene);
  return scene.lane.shiftMs;
}

/** A lease lasts 30 s of database time. */
const leaseOverMs = 31_000;

/** The moment after a strike: nothing may be broken, whether or not anybody ever comes back. Then the lease runs out. */
async function lookAtStrike({ lane, customer, story }: Scene): Promise<void> {
  story.broken.push(...brokenNow(await lane.evidence(customer, knownOf(story))).map((sentence) => `${sentence} (at the strike)`));
  await lane.letPass(leaseOverMs);
}
