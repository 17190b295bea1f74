import { describe, expect, test } from 'vitest';
import type { ConnectionView } from '@/lib/contract/connection';
import { afterAnswer, begin, delaySeconds, looksForApproval, movesByItself } from './flow-state';

const view = (by: ConnectionView['next']['by'], retryAfterSeconds = 3): ConnectionView => ({
  id: '3b8e5b53-5f5a-4c3f-9a52-6f0d5a1c0a11',
  state: 'app',
  screen: 'progress',
  next: { by, retryAfterSeconds },
  organization: null,
  invitation: null,
  observedAt: null,
  admin: { name: '', account: '', role: null, mayApprove: null },
  steps: [],
  preflight: [],
  plan: [],
  namesakes: [],
  adopting: null,
  permissions: { total: 0, application: 0, delegated: 0, missingApis: [], absent: null, leftOut: [], setAside: [] },
  consentAddress: '',
  wait: null,
  log: [],
  problem: null,
  choices: null,
  handOver: null,
  matrix: [],
  result: null,
});

describe('the driver of the working page', () => {
  test('moves by itself when it is the turn of the portal or of Microsoft, and only then', () => {
    const movers = (['portal', 'microsoft', 'admin', 'nobody'] as const).filter((by) => movesByItself(begin(view(by, 0))));
    expect(movers).toEqual(['portal', 'microsoft']);
  });

  test('looks for an approval while a colleague, or an admin who has left for Microsoft, may give it', () => {
    expect(
      [view('colleague', 5), view('admin', 5), view('admin', 0), view('microsoft', 5)].map(({ next }) => looksForApproval(next)),
    ).toEqual([true, true, false, false]);
    expect(movesByItself(begin(view('admin', 5)))).toBe(true);
  });

  test('waits as long as the portal says', () => {
    expect(delaySeconds(begin(view('microsoft', 3)))).toBe(3);
    expect(delaySeconds(begin(view('portal', 0)))).toBe(0);
  });

  test('without an answer it tries again after 1, 2, 4, 8, then every 15 s, and keeps the view', () => {
    let state = begin(view('portal'));
    const delays = [1, 2, 3, 4, 5, 6].map(() => {
      state = afterAnswer(state, { kind: 'unreachable' });
      return delaySeconds(state);
    });
    expect(delays).toEqual([1, 2, 4, 8, 15, 15]);
    expect(state.view.id).toBe(view('portal').id);
    expect(movesByItself(state)).toBe(true);
  });

  test('an answer ends the trouble', () => {
    const troubled = afterAnswer(begin(view('portal')), { kind: 'unreachable' });
    expect(afterAnswer(troubled, { kind: 'ok', body: view('microsoft', 5) })).toEqual(begin(view('microsoft', 5)));
  });

  test('while another tab works it looks again in a second', () => {
    const state = afterAnswer(begin(view('portal', 0)), { kind: 'busy' });
    expect(delaySeconds(state)).toBe(1);
    expect(movesByItself(state)).toBe(true);
  });

  test('a press that came too late shows what is there now and says so, until the next press or the end of the plan', () => {
    const late = afterAnswer(begin(view('admin')), { kind: 'changed', view: { ...view('portal'), screen: 'checking' } });
    expect([late.changed, late.view.screen, movesByItself(late)]).toEqual([true, 'checking', true]);
    const plan = afterAnswer(late, { kind: 'ok', body: { ...view('admin'), screen: 'plan' } });
    expect(plan.changed).toBe(true);
    expect(afterAnswer(plan, { kind: 'ok', body: view('portal') }).changed).toBe(false);
    expect(afterAnswer(begin(view('admin')), { kind: 'ok', body: { ...view('admin'), screen: 'plan' } }).changed).toBe(false);
  });

  test('an ended session or a refusal stops it', () => {
    const state = begin(view('portal'));
    expect(movesByItself(afterAnswer(state, { kind: 'signed-out' }))).toBe(false);
    expect(movesByItself(afterAnswer(state, { kind: 'refused', code: 'internal', trace: 't' }))).toBe(false);
  });
});
