import { controlCall } from '../../../practice/testing/portal';
import type { SealerRun } from '../../sealer/sealer-run';
import { isRun, lateRun } from './strikes.test-support';

/** Something that goes wrong outside of the portal: Microsoft answers badly, or the sealer is killed. */
export interface Disturbance {
  readonly name: string;
  /** The passage with which it comes. */
  readonly at: string;
  /** A fault of the practice cloud, see practice/README.md; null when the sealer alone is concerned. */
  readonly fault: object | null;
  /** When the sealer is killed: as soon as the fault has struck, or after its report; null when it lives. */
  readonly killSealer: 'at-fault' | 'after-report' | null;
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
      killSealer: null,
    })),
  ),
);

const minting = { service: 'graph', path: 'addPassword$' };
const proving = { service: 'login', path: '^/[0-9a-f-]{36}/.*/token$' };
const stalled = (match: object, effect: 'before' | 'after') => ({ match, effect, action: 'stall' });
const atSpawn = { at: 'sealers.spawn', killSealer: 'at-fault' } as const;

/** The moments at which a sealer can die. */
export const sealerDeaths: readonly Disturbance[] = [
  { ...atSpawn, name: 'before addPassword', fault: stalled(minting, 'before') },
  { ...atSpawn, name: 'after addPassword, before its report', fault: stalled(minting, 'after') },
  { ...atSpawn, name: 'after its report, before the proof', fault: null, killSealer: 'after-report' },
  { ...atSpawn, name: 'in the middle of the proof', fault: stalled(proving, 'before') },
  { ...atSpawn, name: 'in the middle of the proof, with a token', fault: stalled({ service: 'xdr' }, 'after') },
];

/** Orders the fault, then lets the passage go on. */
export function armed(disturbance: Disturbance, passage: { practiceUrl: string; name: string; call: () => unknown }): unknown {
  const { practiceUrl, name, call } = passage;
  const ordered = order(practiceUrl, disturbance.fault);
  if (name !== 'sealers.spawn') return ordered.then(call);
  return lateRun(ordered, () => {
    const run = call();
    if (isRun(run) && disturbance.killSealer) void kill(run, disturbance.killSealer, practiceUrl);
    return run;
  });
}

async function order(practiceUrl: string, fault: object | null): Promise<void> {
  if (fault) await controlCall(practiceUrl, 'POST', '/faults', { times: 1, ...fault });
}

async function kill(run: SealerRun, moment: 'at-fault' | 'after-report', practiceUrl: string): Promise<void> {
  if (moment === 'after-report') await run.minted;
  else await faultStruck(run, practiceUrl);
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
