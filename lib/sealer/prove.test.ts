import { describe, expect, test } from 'vitest';
import { type ApiKey, apiKeys } from '../domain/proof';
import type { MicrosoftErrorFacts, MicrosoftErrorKind } from '../microsoft/microsoft-error';
import type { ProofProgress } from './messages';
import { type ProofWorld, type Reading, type TokenAnswer, usualLimits } from './proof-world';
import { prove as proveWithin } from './prove';

const wanted = { graph: ['A', 'B'], endpoint: ['C'], 'threat-protection': ['D'] } as const;
const works: Reading = { answer: 'works', status: 200, durationMs: 40, code: null, retryAfterSeconds: null };

const tried = (roles: Parameters<typeof proveWithin>[0], there: ProofWorld) => proveWithin(roles, there, usualLimits);
const prove = async (roles: Parameters<typeof proveWithin>[0], there: ProofWorld) => (await tried(roles, there)).proof;

interface World extends ProofWorld {
  readonly said: ProofProgress[];
  readonly readAt: number[];
  readonly asked: Map<ApiKey, number>;
}

/** A world whose clock moves only when somebody pauses; `answer` plays Microsoft's token endpoint at a time, `reading` the APIs. */
function world(answer: (api: ApiKey, atMs: number) => TokenAnswer, reading: (api: ApiKey, atMs: number) => Reading = () => works): World {
  const start = 1000;
  let latest = start;
  const asked = new Map<ApiKey, number>();
  // Side by side: each pause wakes in order of time, as a real clock would have it.
  const sleepers: { at: number; wake: () => void }[] = [];
  const tick = () => {
    const next = sleepers.sort((a, b) => a.at - b.at).shift();
    if (!next) return;
    latest = Math.max(latest, next.at);
    next.wake();
  };
  const said: ProofProgress[] = [];
  const readAt: number[] = [];
  return {
    said,
    readAt,
    asked,
    now: () => latest,
    pause: (milliseconds) =>
      new Promise((wake) => {
        sleepers.push({ at: latest + milliseconds, wake });
        setImmediate(tick);
      }),
    token: async (api) => {
      asked.set(api, (asked.get(api) ?? 0) + 1);
      return answer(api, latest - start);
    },
    roles: (token) => token.split(' ').filter(Boolean),
    read: async (api) => {
      readAt.push(latest - start);
      return reading(api, latest - start);
    },
    progress: (progress) => void said.push(progress),
  };
}

const allRoles = (api: ApiKey): TokenAnswer => ({ token: wanted[api].join(' ') });
function refusal(kind: MicrosoftErrorKind, code: string | null, retryAfterSeconds: number | null = null): TokenAnswer {
  const error: MicrosoftErrorFacts = {
    kind,
    purpose: 'Get a token',
    status: 401,
    code,
    detail: null,
    requestId: null,
    clientRequestId: null,
    retryAfterSeconds,
  };
  return { error };
}

describe('a proof', () => {
  test('asks one token and one read of each API when everything is there', async () => {
    const there = world(allRoles);
    const proof = await prove(wanted, there);
    expect(proof.apis.map(({ api, answer, tokenRoles }) => ({ api, answer, tokenRoles }))).toEqual([
      { api: 'threat-protection', answer: 'works', tokenRoles: ['D'] },
      { api: 'graph', answer: 'works', tokenRoles: ['A', 'B'] },
      { api: 'endpoint', answer: 'works', tokenRoles: ['C'] },
    ]);
    expect([...there.asked.values()]).toEqual([1, 1, 1]);
    expect(there.said.every(({ waitingFor }) => waitingFor === null)).toBe(true);
  });

  test.each(['AADSTS7000215', 'AADSTS7000222', 'AADSTS700016', 'AADSTS700011', 'AADSTS7000229', 'AADSTS500011'])(
    'waits out %s of a new secret',
    async (code) => {
      const slow = world((api, at) => (at < 18_000 ? refusal('unauthenticated', code) : allRoles(api)));
      const proof = await prove(wanted, slow);
      expect(proof.apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
      expect(slow.said).toContainEqual({ kind: 'progress', api: 'graph', waitingFor: 'secret' });
      // 1, 2, 3, 5, 5, 5 seconds: asked at 0, 1, 3, 6, 11, 16, 21
      expect([...slow.asked.values()]).toEqual([7, 7, 7]);
      expect(slow.readAt).toEqual([21_000, 21_000, 21_000]);
    },
  );

  test('outlasts a secret or roles that take two minutes to spread, so that nobody has to press anything', async () => {
    const secret = world((api, at) => (at < 120_000 ? refusal('unauthenticated', 'AADSTS7000222') : allRoles(api)));
    expect((await prove(wanted, secret)).apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
    const roles = world((api, at) => (at < 120_000 ? { token: '' } : allRoles(api)));
    expect((await prove(wanted, roles)).apis.map(({ answer, tokenRoles }) => [answer, tokenRoles])).toEqual(
      apiKeys.map((api) => ['works', wanted[api]]),
    );
  });

  test('gives a secret that is never accepted more than two minutes, then says so and reads nothing', async () => {
    const dead = world(() => refusal('unauthenticated', 'AADSTS7000215'));
    const proof = await prove(wanted, dead);
    for (const api of proof.apis) {
      expect(api).toMatchObject({ answer: 'refused', tokenRoles: null, status: null, code: 'AADSTS7000215' });
    }
    expect(dead.readAt).toEqual([]);
    expect(dead.now() - 1000).toBeLessThanOrEqual(145_000);
    expect(dead.now() - 1000).toBeGreaterThan(139_000);
  });

  test('does not wait for a refusal that waiting cannot change', async () => {
    const blocked = world(() => refusal('denied', 'AADSTS53003'));
    const proof = await prove(wanted, blocked);
    expect(proof.apis.map(({ answer, code }) => `${answer} ${code}`)).toEqual(Array(3).fill('refused AADSTS53003'));
    expect([...blocked.asked.values()]).toEqual([1, 1, 1]);
  });

  test('asks for new tokens until the roles are complete', async () => {
    const lagging = world((api, at) => (api === 'graph' && at < 10_000 ? { token: at < 3000 ? '' : 'A' } : allRoles(api)));
    const proof = await prove(wanted, lagging);
    expect(proof.apis.find(({ api }) => api === 'graph')).toMatchObject({ answer: 'works', tokenRoles: ['A', 'B'] });
    expect(lagging.asked).toEqual(
      new Map([
        ['threat-protection', 1],
        ['graph', 5],
        ['endpoint', 1],
      ]),
    );
    expect(lagging.said.filter(({ api }) => api === 'graph').map(({ waitingFor }) => waitingFor)).toEqual([
      ...Array(4).fill('roles'),
      null,
      null,
    ]);
    expect(lagging.readAt).toEqual([0, 0, 11_000]);
  });

  test('reads with the roles there are when the others do not come', async () => {
    const half = world((api) => (api === 'graph' ? { token: 'A' } : allRoles(api)));
    const proof = await prove(wanted, half);
    expect(proof.apis.find(({ api }) => api === 'graph')).toMatchObject({ answer: 'works', tokenRoles: ['A'] });
    expect(half.readAt.at(-1)).toBeLessThanOrEqual(145_000);
    expect(half.readAt.at(-1)).toBeGreaterThan(139_000);
  });

  test('ends in time to be reported when secret and roles are both slow', async () => {
    const slow = world((_, at) => (at < 110_000 ? refusal('unauthenticated', 'AADSTS7000215') : { token: '' }));
    await prove(wanted, slow);
    expect(Math.max(...slow.readAt)).toBeLessThanOrEqual(155_000);
  });

  test('keeps the roles it has seen when a later token is refused for good', async () => {
    const gone = world((api, at) => (at < 3000 ? { token: wanted[api].slice(1).join(' ') } : refusal('denied', 'AADSTS7000112')));
    const proof = await prove({ ...wanted, endpoint: ['C', 'E'], 'threat-protection': ['D', 'F'] }, gone);
    expect(proof.apis.map(({ tokenRoles }) => tokenRoles)).toEqual([[], ['B'], []]);
  });

  test('tries a few times more when Microsoft is busy, and heeds its Retry-After', async () => {
    const busy = world((api, at) => (at < 8000 ? refusal('throttled', null, 8) : allRoles(api)));
    expect((await prove(wanted, busy)).apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
    expect(busy.readAt).toEqual([8000, 8000, 8000]);
  });

  test('gives up on a service that stays away, and calls it unavailable', async () => {
    const away = world(() => refusal('unreachable', 'ECONNREFUSED'));
    const proof = await prove(wanted, away);
    expect(proof.apis.map(({ answer, tokenRoles }) => ({ answer, tokenRoles }))).toEqual(
      Array(3).fill({ answer: 'unavailable', tokenRoles: null }),
    );
    expect([...away.asked.values()]).toEqual([13, 13, 13]);
  });

  test('asks nothing of an API of which nothing is wanted', async () => {
    const there = world(allRoles);
    const proof = await prove({ ...wanted, endpoint: [] }, there);
    expect(proof.apis.map(({ api }) => api)).toEqual(apiKeys.filter((api) => api !== 'endpoint'));
    expect(there.asked.has('endpoint')).toBe(false);
  });

  test('passes on how each API answered its read', async () => {
    const reading = { answer: 'no-license', status: 403, durationMs: 12, code: 'DisabledFeature' } as const;
    const proof = await prove(
      wanted,
      world(allRoles, () => ({ ...reading, retryAfterSeconds: null })),
    );
    expect(proof.apis[2]).toEqual({ api: 'endpoint', tokenRoles: ['C'], read: 'machines', ...reading });
  });
});

describe('a proof that has no more time', () => {
  const spreading = refusal('unauthenticated', 'AADSTS7000215');
  const down: Reading = { ...works, answer: 'unavailable', status: 503 };
  const half = (api: ApiKey): TokenAnswer => ({ token: api === 'graph' ? 'A' : wanted[api].join(' ') });
  const only = (api: ApiKey, answer: TokenAnswer) => (asked: ApiKey) => (asked === api ? answer : allRoles(asked));
  const outOfTime: readonly [string, World, boolean][] = [
    ['a secret that is not accepted yet', world(() => spreading), true],
    ['roles that are not complete yet', world(half), true],
    ['one API that does not know the secret while the others work', world(only('endpoint', spreading)), true],
    [
      'a secret that is not accepted yet, and a pause at last',
      world((_, at) => (at < 90_000 ? spreading : refusal('throttled', null, 60))),
      true,
    ],
    [
      'a secret that is not accepted yet, and no answer at last',
      world((_, at) => (at < 135_000 ? spreading : refusal('lost', null))),
      true,
    ],
    ['nothing: all works', world(allRoles), false],
    ['a refusal that time does not change', world(() => refusal('denied', 'AADSTS53003')), false],
    ['such a refusal beside one that it may', world((api) => (api === 'graph' ? refusal('denied', 'AADSTS53003') : spreading)), false],
    ['a token endpoint that stays away', world(() => refusal('unreachable', 'ECONNREFUSED')), false],
    [
      'an API that does not answer beside one that waits',
      world(only('graph', spreading), (api) => (api === 'endpoint' ? down : works)),
      false,
    ],
  ];
  test.each(outOfTime)('for %s: %#', async (_, there, expected) => {
    expect((await tried(wanted, there)).outOfTime).toBe(expected);
  });
});

describe('the read of a proof', () => {
  const reading = (answer: Reading['answer'], status: number, code: string | null = null): Reading => ({ ...works, answer, status, code });
  const out = reading('unavailable', 503, 'ServiceUnavailable');
  const answersOf = async (there: World) => (await prove(wanted, there)).apis.map(({ answer }) => answer);
  const times = (there: World) => [...new Set(there.readAt)];

  test('is repeated until an API answers, as long as the proof has time', async () => {
    const slow = world(allRoles, (_, at) => (at < 100_000 ? out : works));
    expect(await answersOf(slow)).toEqual(['works', 'works', 'works']);
    expect(times(slow).slice(0, 6)).toEqual([0, 1000, 3000, 6000, 11_000, 16_000]);
    expect(times(slow).at(-1)).toBe(101_000);
    expect(slow.said).toContainEqual({ kind: 'progress', api: 'graph', waitingFor: 'answer' });
    expect(slow.said.at(-1)).toMatchObject({ waitingFor: null });
  });

  test('of an API that never answers ends in time to be reported, and is called unavailable', async () => {
    const dead = world(allRoles, (api) => (api === 'graph' ? out : works));
    expect(await answersOf(dead)).toEqual(['works', 'unavailable', 'works']);
    expect(times(dead).at(-1)).toBeLessThanOrEqual(155_000);
    expect(times(dead).at(-1)).toBeGreaterThan(149_000);
  });

  test('has the time of the whole proof and no more, when secret and API are both slow', async () => {
    const slow = world(
      (api, at) => (at < 110_000 ? refusal('unauthenticated', 'AADSTS7000215') : allRoles(api)),
      () => out,
    );
    expect(await answersOf(slow)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(Math.max(...slow.readAt)).toBeLessThanOrEqual(155_000);
    expect(times(slow).length).toBeGreaterThan(3);
  });

  test('waits as long as the API asks for, and not at all when that is longer than the proof lasts', async () => {
    const busy = world(allRoles, (_, at) => (at < 20_000 ? { ...out, status: 429, retryAfterSeconds: 20 } : works));
    expect(await answersOf(busy)).toEqual(['works', 'works', 'works']);
    expect(times(busy)).toEqual([0, 20_000]);
    const busier = world(allRoles, () => ({ ...out, status: 429, retryAfterSeconds: 600 }));
    expect(await answersOf(busier)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(times(busier)).toEqual([0]);
  });

  test.each([
    ['a plain 403', reading('no-license', 403, 'Forbidden')],
    ['a 401', reading('refused', 401, 'Unauthorized')],
  ])('that a new principal is met with by %s is repeated, and what it says then counts', async (_, early) => {
    const spreading = world(allRoles, (__, at) => (at < 5000 ? early : works));
    expect(await answersOf(spreading)).toEqual(['works', 'works', 'works']);
    expect(times(spreading)).toEqual([0, 1000, 3000, 6000]);
  });

  test.each([
    ['a plain 403 is believed within ten seconds', reading('no-license', 403, 'Forbidden'), [0, 1000, 3000, 6000]],
    ['a 401 is believed within twenty seconds', reading('refused', 401), [0, 1000, 3000, 6000, 11_000, 16_000]],
    ['DisabledFeature is believed at once', reading('no-license', 403, 'DisabledFeature'), [0]],
    ['a 403 without the role in the token is believed at once', reading('refused', 403, 'Forbidden'), [0]],
    ['a 400 is believed at once', reading('refused', 400), [0]],
    ['an empty list is believed at once', reading('no-data', 200), [0]],
  ])('that stays the same: %s', async (_, same, at) => {
    const there = world(allRoles, () => same);
    expect(await answersOf(there)).toEqual(Array(3).fill(same.answer));
    expect(times(there)).toEqual(at);
  });
});
