import { noTrouble, type Plan } from './gate.test-support';
import { brokenAtEnd, brokenNow } from './invariants.test-support';
import type { Customer, Lane } from './lane.test-support';
import type { News } from './portal.test-support';
import { truthOf } from './tenant.test-support';

/** What came of one case. */
export interface CaseResult {
  /** The passage that was struck; null when the run passed without reaching it. */
  readonly struck: string | null;
  /** The passages of the first process. */
  readonly passages: readonly string[];
  readonly broken: readonly string[];
  readonly customer: Customer;
}

/** What a case has gathered so far. */
interface Story {
  struck: string | null;
  toldConnected: boolean;
  cookie: string | null;
  said: string;
  readonly broken: string[];
}

/**
 * One case: a new tenant, an admin who connects it, one passage that is struck; then the admin goes on, in a new process if the first was
 * killed, until all is done. The invariants are checked at the moment of the strike and at the end, after one more sign-in, which must
 * find nothing to change.
 */
export async function runCase(lane: Lane, plan: Plan): Promise<CaseResult> {
  const customer = await lane.newCustomer(plan.flow);
  const story: Story = { struck: null, toldConnected: false, cookie: null, said: '', broken: [] };
  const scene = { lane, customer, story };
  const first = await act(scene, plan);
  if (signsInAnew(plan)) story.cookie = null;
  const resumed = first.complete ? first : await act(scene, noTrouble);
  if (!resumed.complete) story.broken.push('stuck: the admin never saw the end');
  const writes = await writesOf(scene);
  story.cookie = null;
  await act(scene, noTrouble);
  if ((await writesOf(scene)) !== writes) story.broken.push('I2: one more sign-in found something to change');
  story.broken.push(...brokenAtEnd(await lane.evidence(customer, { ...knownOf(story), openIntents: 0 })));
  return { struck: story.struck, passages: first.passages, broken: [...new Set(story.broken)], customer };
}

/** After a kill the browser still has its cookie; every other admin has closed it meanwhile. */
const signsInAnew = ({ trouble }: Plan) => trouble?.kind === 'strike' && trouble.at % 2 === 1;

interface Scene {
  readonly lane: Lane;
  readonly customer: Customer;
  readonly story: Story;
}

const knownOf = ({ said, toldConnected, struck }: Story) => ({ said, toldConnected, openIntents: struck === null ? 0 : 1 });

async function writesOf({ lane, customer }: Scene): Promise<number> {
  const { journal } = await truthOf(lane.practice.url, customer.tenantId);
  return journal.filter(({ write, browser }) => write && !browser).length;
}

/** One portal process at work until its order has ended or it was killed. */
async function act(scene: Scene, plan: Plan): Promise<{ complete: boolean; passages: readonly string[] }> {
  const { lane, customer, story } = scene;
  const { portal } = lane;
  const seat = { practiceUrl: lane.practice.url, account: customer.account };
  const checks: Promise<void>[] = [];
  portal.printed = '';
  const fate = await portal.run({ kind: 'order', seat, plan, cookie: story.cookie, shiftMs: lane.shiftMs }, (news) => {
    hear(scene, news);
    if (news.kind !== 'struck' && news.kind !== 'wait') return;
    checks.push(answer(scene, news).then((shiftMs) => portal.goOn({ kind: 'go', id: news.id, shiftMs })));
  });
  await Promise.all(checks);
  story.said += portal.printed;
  if (fate.kind === 'killed') return buried(scene, portal.printed);
  const { errors, complete, passages } = fate.news;
  story.said += errors.join('\n');
  return { complete, passages };
}

async function buried(scene: Scene, lastWords: string): Promise<{ complete: false; passages: [] }> {
  scene.story.struck = /struck \d+ (.+)/.exec(lastWords)?.[1] ?? 'unknown';
  scene.lane.replace();
  await lookAtStrike(scene);
  return { complete: false, passages: [] };
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

/** A lease ends within this time of its process, by the database's clock. */
const leaseOverMs = 31_000;

/** The moment after a strike: nothing may be broken, whether or not anybody ever comes back. Then the lease runs out. */
async function lookAtStrike({ lane, customer, story }: Scene): Promise<void> {
  story.broken.push(...brokenNow(await lane.evidence(customer, knownOf(story))).map((sentence) => `${sentence} (at the strike)`));
  await lane.letPass(leaseOverMs);
}
