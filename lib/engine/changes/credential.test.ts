import { expect, test } from 'vitest';
import { desiredFor } from '../../domain/desired';
import { callbackUrl, complete, intended, person } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import type { MicrosoftErrorFacts } from '../../microsoft/microsoft-error';
import type { SealOrder } from '../../sealer/messages';
import { type Ports, ports } from '../ports';
import type { PlannedContext } from './change-context';
import { mintCredential } from './credential';

const tooLate: MicrosoftErrorFacts = {
  kind: 'invalid',
  purpose: 'Create the client secret',
  status: null,
  code: 'too-late',
  detail: null,
  requestId: null,
  clientRequestId: null,
  retryAfterSeconds: null,
};

/** A key that was intended some time ago by the database's clock, with a sealer that says it came too late. */
function context({ intendedMsAgo, databaseAheadMs = 0 }: { intendedMsAgo: number; databaseAheadMs?: number }) {
  const orders: SealOrder[] = [];
  const now = () => new Date(Date.now() + databaseAheadMs);
  const attempt = intended({ intendedAt: new Date(now().getTime() - intendedMsAgo) });
  const spawn: Ports['sealers']['spawn'] = (order) => {
    orders.push(order);
    const gone = { proof: Promise.resolve(null), ended: Promise.resolve(), progress: () => null, end: () => undefined };
    return { minted: Promise.resolve({ kind: 'mint-failed', error: tooLate, trace: [] }), ...gone };
  };
  const real = ports();
  const planned: PlannedContext = {
    ports: { ...real, now, sealers: { ...real.sealers, spawn } },
    actor: { person, tenantId: stages.minting.tenantId, accessToken: 'at' },
    record: { ...stages.minting, credentials: [attempt] },
    caller: { cloud: real.settings.cloud, tenantId: stages.minting.tenantId, accessToken: 'at', trace: () => undefined },
    calls: [],
    observed: complete,
    desired: desiredFor({ observed: complete, leftOut: [], callbackUrl }),
  };
  return { planned, attempt, orders };
}

test('a key that was not asked for in time shows no problem: the attempt has ended, and another begins in a second', async () => {
  const { planned, attempt } = context({ intendedMsAgo: 0 });
  expect(await mintCredential(planned, attempt)).toEqual({
    kind: 'wait',
    reason: 'held-up',
    retryAfterSeconds: 1,
    facts: { credentials: [{ ...attempt, state: 'refused', unknownAt: null }] },
  });
});

test.each([0, 3_600_000, -3_600_000])(
  'a key may be asked for within 12 seconds of its intent, by the clock of the machine, with a database %i ms ahead',
  async (databaseAheadMs) => {
    const { planned, attempt, orders } = context({ intendedMsAgo: 7_000, databaseAheadMs });
    const before = Date.now();
    await mintCredential(planned, attempt);
    const left = (orders[0]?.notAfter.getTime() ?? 0) - before;
    expect(left).toBeGreaterThan(4_000);
    expect(left).toBeLessThan(6_000);
  },
);
