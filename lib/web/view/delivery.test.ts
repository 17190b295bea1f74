import { describe, expect, test } from 'vitest';
import type { ConnectionRecord } from '../../domain/connection';
import { at, credential } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { viewOf } from './view.test-data';

const sealed = { state: 'sealed', deliveredAt: null, provedAt: null } as const;
/** A key that was sealed at second 302; the admin has signed in again since, which began the wait anew. */
const waiting: ConnectionRecord = { ...stages.delivering, waitReason: 'delivery', waitingSince: at(390), notBefore: at(600) };
const refused: ConnectionRecord = {
  ...stages.delivering,
  state: 'attention',
  notBefore: at(600),
  problem: { code: 'delivery-delayed', at: at(399), evidence: { Code: 'refused' } },
};

describe('a sealed key that waits for the store', () => {
  test('is shown since it was sealed, with the words that it goes on by itself and the page may be closed', () => {
    const { wait, screen } = viewOf(waiting);
    expect(screen).toBe('progress');
    expect(wait).toMatchObject({ title: 'The sealed key is being delivered', since: at(302).toISOString(), lookEverySeconds: null });
    expect(wait?.lead).toMatch(/FortifyData’s store has not taken it yet; .* We go on by ourselves: you can close this page\.$/);
    expect(wait?.lead).not.toMatch(/alarm|Microsoft/);
  });

  test('is no key where FortifyData’s certificate is on the app', () => {
    const thumbprint = 'AB'.repeat(32);
    const certificate = { thumbprint, der: 'MII=', startsAt: at(0), expiresAt: credential().expiresAt };
    const told = (deliveryAlarmedAt: Date | null) =>
      viewOf({ ...waiting, certificate, credentials: [credential({ ...sealed, thumbprint, deliveryAlarmedAt })] });
    for (const { wait } of [told(null), told(at(1_203))]) {
      expect(wait?.title).toBe('FortifyData’s store is being told');
      expect(wait?.lead).toMatch(/^FortifyData’s (certificate|store) .* We go on by ourselves: you can close this page\.$/);
      expect(wait?.lead).not.toMatch(/key|sealed/);
    }
    const proving = {
      ...waiting,
      certificate,
      waitReason: 'proof',
      credentials: [credential({ state: 'delivered', provedAt: null, thumbprint })],
    } as const;
    expect(viewOf(proving).wait?.lead).toContain('FortifyData’s certificate is on the app');
    const { problem } = viewOf({ ...refused, certificate, credentials: [credential({ ...sealed, thumbprint })] });
    expect(problem?.title).toBe('FortifyData’s store does not know of the app yet');
    expect(problem?.state).toContain('It carries FortifyData’s certificate');
  });

  test('never turns into a wait for Microsoft, however long it takes', () => {
    expect(viewOf(waiting, { now: at(9_000) }).wait?.title).toBe('The sealed key is being delivered');
  });

  test('says that an alarm was raised when it was, and not before', () => {
    const alarmed = { ...waiting, credentials: [credential({ ...sealed, deliveryAlarmedAt: at(1_203) })] };
    expect(viewOf(alarmed).wait?.lead).toMatch(/an alarm was raised at FortifyData.*you can close this page\.$/);
  });

  test('lets the page look again soon, so that it sees what the worker has done meanwhile', () => {
    expect(viewOf(waiting).next).toEqual({ by: 'portal', retryAfterSeconds: 10 });
    expect(viewOf({ ...waiting, notBefore: at(404) }).next).toEqual({ by: 'portal', retryAfterSeconds: 4 });
  });

  test('stands in the step of the key, which is not done', () => {
    const [step] = viewOf(waiting).steps.filter(({ key }) => key === 'secure');
    expect(step).toMatchObject({ state: 'wait', sentence: 'The key is made and sealed. FortifyData’s store has not taken it yet.' });
  });
});

describe('a store that refuses', () => {
  test('is a problem of FortifyData’s: the page says that we go on, and looks whether it was mended', () => {
    const { screen, next, problem, steps } = viewOf(refused);
    expect([screen, next]).toEqual(['problem', { by: 'portal', retryAfterSeconds: 10 }]);
    expect(problem).toMatchObject({ code: 'delivery-delayed', action: { kind: 'retry' } });
    expect(problem?.happened).toContain('We try again by ourselves.');
    expect(problem?.who).toContain('FortifyData');
    expect(steps.find(({ key }) => key === 'secure')).toMatchObject({ state: 'stop' });
  });
});
