import { controlCall } from '../../../practice/testing/portal';
import type { SealerRun } from '../../sealer/sealer-run';
import { die, isRun, lateRun } from './strikes.test-support';

/** Something that goes wrong outside of the portal: Microsoft answers badly, or the sealer is killed. */
export interface Disturbance {
  readonly name: string;
  /** The passage with which it comes. */
  readonly at: string;
  /** A fault of the practice cloud, see practice/README.md; null when the sealer alone is concerned. */
  readonly fault: object | null;
  /** Who is killed, and when: as soon as the fault has struck, or after the sealer's report; null when all live. */
  readonly kills: { readonly who: 'sealer' | 'portal'; readonly when: 'at-fault' | 'after-report' } | null;
}

const requests: readonly { readonly name: string; readonly at: string; readonly match: object }[] = [
  { name: 'redeem the code', at: 'signIn.redeem', match: { service: 'login', path: '^/organizations/.*/token$' } },
  { name: 'observe', at: 'microsoft.observe', match: { service: 'graph', path: 'batch$' } },
  {
    name: 'create the application',
    at: 'microsoft.upsertApplication',
    match: { service: 'graph', method: 'PATCH', path: '/applications' },
  },
  {
    name: 'create a principal',
    at: 'microsoft.upsertServicePrincipal',
    match: { service: 'graph', method: 'PATCH', path: '/servicePrincipals' },
  },
  { name: 'read back', at: 'microsoft.readApplication', match: { service: 'graph', path: 'batch$' } },
  { name: 'read the grants', at: 'microsoft.listGrants', match: { service: 'graph', path: 'appRoleAssignments' } },
  { name: 'addPassword', at: 'sealers.spawn', match: { service: 'graph', path: 'addPassword$' } },
  { name: 'get a token', at: 'sealers.spawn', match: { service: 'login', path: '^/[0-9a-f-]{36}/.*/token$' } },
  { name: 'read incidents', at: 'sealers.spawn', match: { service: 'xdr' } },
];

const answers: readonly { readonly name: string; readonly does: object }[] = [
  { name: '500', does: { answer: { status: 500, body: { error: { code: 'InternalServerError', message: 'x' } } } } },
  { name: '503', does: { answer: { status: 503, headers: { 'retry-after': '1' } } } },
  { name: '429', does: { answer: { status: 429, headers: { 'retry-after': '1' } } } },
  { name: 'reset', does: { action: 'reset' } },
  { name: 'half an answer', does: { action: 'truncate' } },
];

/** Every kind of request to Microsoft with every bad answer, instead of the effect and after it. */
export const badAnswers: readonly Disturbance[] = requests.flatMap(({ name, at, match }) =>
  answers.flatMap(({ name: answer, does }) =>
    (['before', 'after'] as const).map((effect) => ({
      name: `${name}: ${answer} ${effect} the effect`,
      at,
      fault: { match, effect, ...does },
      kills: null,
    })),
  ),
);

const minting = { service: 'graph', path: 'addPassword$' };
const proving = { service: 'login', path: '^/[0-9a-f-]{36}/.*/token$' };
const stalled = (match: object, effect: 'before' | 'after') => ({ match, effect, action: 'stall' });
const moments = [
  { name: 'before addPassword', fault: stalled(minting, 'before'), when: 'at-fault' },
  { name: 'after addPassword, before its report', fault: stalled(minting, 'after'), when: 'at-fault' },
  { name: 'after its report, before the proof', fault: null, when: 'after-report' },
  { name: 'in the middle of the proof', fault: stalled(proving, 'before'), when: 'at-fault' },
  { name: 'in the middle of the proof, with a token', fault: stalled({ service: 'xdr' }, 'after'), when: 'at-fault' },
] as const;

/** The moments of a sealer's work at which it can die, and its portal. */
export const deathsAtWork: readonly Disturbance[] = moments.flatMap(({ name, fault, when }) =>
  (['sealer', 'portal'] as const).map((who) => ({ name: `the ${who} dies ${name}`, at: 'sealers.spawn', fault, kills: { who, when } })),
);

/** Orders the fault, then lets the passage go on. */
export function armed(disturbance: Disturbance, passage: { practiceUrl: string; name: string; call: () => unknown }): unknown {
  const { practiceUrl, name, call } = passage;
  const ordered = order(practiceUrl, disturbance.fault);
  if (name !== 'sealers.spawn') return ordered.then(call);
  return lateRun(ordered, () => {
    const run = call();
    if (isRun(run)) void kill(run, disturbance, practiceUrl);
    return run;
  });
}

async function order(practiceUrl: string, fault: object | null): Promise<void> {
  if (fault) await controlCall(practiceUrl, 'POST', '/faults', { times: 1, ...fault });
}

async function kill(run: SealerRun, { kills, name }: Disturbance, practiceUrl: string): Promise<void> {
  if (kills === null) return;
  if (kills.when === 'after-report') await run.minted;
  else await faultStruck(run, practiceUrl);
  if (kills.who === 'portal') die(`0 ${name}`);
  run.end();
}

async function faultStruck(run: SealerRun, practiceUrl: string): Promise<void> {
  let ended = false;
  run.ended.then(() => {
    ended = true;
  });
  while (!ended && (await pendingFaults(practiceUrl)) > 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Faults that have not struck yet. */
export async function pendingFaults(practiceUrl: string): Promise<number> {
  return (await controlCall(practiceUrl, 'GET', '/state')).body.faults.length;
}
