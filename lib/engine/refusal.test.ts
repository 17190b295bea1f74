import { describe, expect, test } from 'vitest';
import type { ChangeKind } from '../domain/change';
import { at } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import type { MicrosoftErrorFacts, MicrosoftErrorKind } from '../microsoft/microsoft-error';
import { tooLateCode } from '../sealer/messages';
import { evidenceOf, type FailureContext, failureContext, outcomeOf } from './refusal';

const changes = [
  'observe',
  'createResourcePrincipal',
  'createApplication',
  'updateApplication',
  'createServicePrincipal',
  'awaitStableReads',
  'checkGrants',
  'removeCredential',
  'mintCredential',
  'deliverCredential',
  'proveAccess',
] as const satisfies readonly ChangeKind[];

const facts = (change: Partial<MicrosoftErrorFacts> & Pick<MicrosoftErrorFacts, 'kind'>): MicrosoftErrorFacts => ({
  purpose: 'Read back',
  status: 400,
  code: null,
  detail: null,
  requestId: null,
  clientRequestId: null,
  retryAfterSeconds: null,
  ...change,
});

/** Pauses of Microsoft's silence are the longest that they can be, which is what is rounded up. */
const almostOne = 1 - Number.EPSILON;

/** An outcome in a word: `wait reason seconds`, `refused problem`, `unknown`. */
function judged(error: MicrosoftErrorFacts, change: ChangeKind, context: Partial<FailureContext> = {}): string {
  const outcome = outcomeOf(error, { change, waitingSince: null, now: at(0), random: almostOne, ...context });
  if (outcome.kind === 'wait') return `wait ${outcome.reason} ${Math.round(outcome.retryAfterSeconds)}`;
  return outcome.kind === 'refused' ? `refused ${outcome.problem}` : outcome.kind;
}

/** For each kind of failure what it comes to, and the changes of which something else comes. */
const table: Readonly<Record<MicrosoftErrorKind, readonly [string, Partial<Record<ChangeKind, string>>]>> = {
  unauthenticated: ['refused session-expired', {}],
  'claims-challenge': ['refused claims-challenge', {}],
  denied: ['refused role-missing-create', { createResourcePrincipal: 'refused resource-missing' }],
  'not-found': ['wait replication 3', { observe: 'refused application-gone', createResourcePrincipal: 'refused resource-missing' }],
  conflict: ['wait replication 1', {}],
  invalid: ['refused microsoft-refused', { createResourcePrincipal: 'refused resource-missing' }],
  throttled: ['wait throttled 10', {}],
  unavailable: ['wait microsoft-unavailable 5', {}],
  lost: ['wait microsoft-unavailable 5', { mintCredential: 'unknown' }],
  unreachable: ['wait microsoft-unavailable 5', {}],
  unreadable: ['refused microsoft-unreadable', {}],
};
const kinds = [
  'unauthenticated',
  'claims-challenge',
  'denied',
  'not-found',
  'conflict',
  'invalid',
  'throttled',
  'unavailable',
  'lost',
  'unreachable',
  'unreadable',
] as const satisfies readonly MicrosoftErrorKind[];
const cells = kinds.flatMap((kind) => changes.map((change) => [kind, change, table[kind][1][change] ?? table[kind][0]] as const));

describe('a failed request', () => {
  test('is judged for every kind of failure', () => expect(Object.keys(table).sort()).toEqual([...kinds].sort()));

  test.each(cells)('that is %s at %s comes to: %s', (kind, change, outcome) => {
    expect(judged(facts({ kind }), change)).toBe(outcome);
  });

  test('is waited for as long as Microsoft asks, where it asks', () => {
    expect(judged(facts({ kind: 'throttled', retryAfterSeconds: 42 }), 'observe')).toBe('wait throttled 42');
    expect(judged(facts({ kind: 'unavailable', retryAfterSeconds: 17 }), 'checkGrants')).toBe('wait microsoft-unavailable 17');
  });

  test('is waited for a second at least, or a page would ask without end', () => {
    expect(judged(facts({ kind: 'throttled', retryAfterSeconds: 0 }), 'observe')).toBe('wait throttled 1');
  });

  const pauses = [
    [900, 'wait throttled 900'],
    [901, 'refused throttled'],
    [86_400, 'refused throttled'],
    [1_000_000_000, 'refused throttled'],
  ] as const;
  test.each(pauses)('with a pause of %d s that Microsoft asks for comes to: %s', (retryAfterSeconds, outcome) => {
    expect(judged(facts({ kind: 'throttled', retryAfterSeconds }), 'observe')).toBe(outcome);
  });

  test('never keeps a page waiting beyond 15 minutes in all, and says how long Microsoft wants to pause', () => {
    const error = facts({ kind: 'unavailable', retryAfterSeconds: 400 });
    expect(judged(error, 'observe', { waitingSince: at(0), now: at(500) })).toBe('wait microsoft-unavailable 400');
    expect(judged(error, 'observe', { waitingSince: at(0), now: at(501) })).toBe('refused microsoft-unavailable');
    expect(evidenceOf(error)).toMatchObject({ 'Retry after': '400 s' });
  });

  test('shows Graph’s code as evidence where we have a name of our own for the refusal', () => {
    const error = facts({ kind: 'invalid', code: 'ServiceManagementReferenceRequired', graphCode: 'Request_BadRequest' });
    expect(evidenceOf(error)).toMatchObject({ Code: 'Request_BadRequest' });
  });

  test('leaves codes and ids as evidence, and no sentence of Microsoft', () => {
    const ids = { requestId: 'request', clientRequestId: 'ours' };
    expect(evidenceOf(facts({ kind: 'denied', status: 403, code: 'Denied', detail: 'a sentence with a name', ...ids }))).toEqual({
      Code: 'Denied',
      'HTTP status': '403',
      'Request ID': 'request',
      'Correlation ID': 'ours',
      Step: 'Read back',
    });
    expect(outcomeOf(facts({ kind: 'denied' }), { change: 'observe', waitingSince: null, now: at(0), random: 0 })).toMatchObject({
      evidence: { Step: 'Read back' },
    });
  });
});

describe('a demand for more proof', () => {
  const detail = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const context: FailureContext = { change: 'createApplication', waitingSince: null, now: at(0), random: 0 };

  test('goes along with the next sign-in, and is no evidence that is shown', () => {
    const outcome = outcomeOf(facts({ kind: 'claims-challenge', detail }), context);
    expect(outcome).toMatchObject({ kind: 'refused', problem: 'claims-challenge', claims: detail });
    expect(JSON.stringify(outcome.kind === 'refused' && outcome.evidence)).not.toContain('acrs');
  });

  test('in another form than the documented one is an ordinary sign-in', () => {
    for (const foreign of [null, 'https://evil.example', '{"redirect_uri":{}}'])
      expect(outcomeOf(facts({ kind: 'claims-challenge', detail: foreign }), context)).not.toHaveProperty('claims');
  });

  test('made again after a sign-in that met it ends in words', () => {
    expect(judged(facts({ kind: 'claims-challenge', detail }), 'createApplication', { challengeAnswered: true })).toBe(
      'refused claims-unmet',
    );
  });

  test('is new after an ordinary sign-in, or a later one', () => {
    const answered = (challengeAnsweredAt: Date | null) =>
      failureContext({ ...stages.accepted, signedInAt: at(5), challengeAnsweredAt }, 'observe', at(9)).challengeAnswered;
    expect([null, at(4), at(5)].map(answered)).toEqual([false, false, true]);
  });
});

describe('a wait', () => {
  const passing = [
    ['throttled', 'throttled'],
    ['unavailable', 'microsoft-unavailable'],
    ['lost', 'microsoft-unavailable'],
    ['unreachable', 'microsoft-unavailable'],
    ['conflict', 'application-conflict'],
  ] as const;
  test.each(passing)('for what is %s ends after 15 minutes with %s', (kind, problem) => {
    const since = { waitingSince: at(0) };
    expect(judged(facts({ kind }), 'createApplication', { ...since, now: at(900) })).toMatch(/^wait/);
    expect(judged(facts({ kind }), 'createApplication', { ...since, now: new Date(at(900).getTime() + 1) })).toBe(`refused ${problem}`);
  });

  const waited = (kind: MicrosoftErrorKind, random: number) => (seconds: number) =>
    judged(facts({ kind }), 'createApplication', { waitingSince: at(0), now: at(seconds), random }).replace(/^wait \S+ /, '');

  test('of which Microsoft does not say how long grows with its age, to a minute at most', () => {
    expect([0, 3, 7, 15, 31, 63, 600].map(waited('unavailable', almostOne))).toEqual(['5', '8', '16', '32', '60', '60', '60']);
    expect([0, 3, 7, 15, 31, 63, 600].map(waited('throttled', almostOne))).toEqual(['10', '10', '16', '32', '60', '60', '60']);
  });

  test('is anywhere below that, so that many who wait spread out, and never shorter than half of the first', () => {
    expect([0, 31, 600].map(waited('throttled', 0))).toEqual(['5', '5', '5']);
    expect([0, 31, 600].map(waited('unreachable', 0.5))).toEqual(['4', '32', '60']);
  });

  test('for another write on the same object is 1, 2, 4 and then 8 seconds', () => {
    expect([0, 1, 3, 7, 15, 100].map(waited('conflict', almostOne))).toEqual(['1', '2', '4', '8', '8', '8']);
  });

  test('never ends an unknown key: it is looked for first', () => {
    expect(judged(facts({ kind: 'lost' }), 'mintCredential', { waitingSince: at(0), now: at(9000) })).toBe('unknown');
  });

  test('that Microsoft asked for comes before the look for an unknown key; one beyond all patience is told', () => {
    const context = { change: 'mintCredential', waitingSince: null, now: at(0), random: 0 } as const;
    expect(outcomeOf(facts({ kind: 'lost', status: 503, retryAfterSeconds: 40 }), context)).toMatchObject({
      kind: 'unknown',
      retryAfterSeconds: 40,
    });
    expect(outcomeOf(facts({ kind: 'lost', status: 503 }), context)).not.toHaveProperty('retryAfterSeconds');
    expect(judged(facts({ kind: 'lost', status: 503, retryAfterSeconds: 901 }), 'mintCredential')).toBe('refused secret-unknown');
  });
});

describe('what Microsoft names by a code or a documented text', () => {
  const known = [
    ['CredentialTypeNotAllowedAsPerAppPolicy', 'invalid', 'secret-policy-banned'],
    ['CredentialInvalidLifetimeAsPerAppPolicy', 'invalid', 'secret-policy-lifetime'],
    ['Directory_QuotaExceeded', 'denied', 'quota-exceeded'],
    ['SignInAudienceNotAllowedAsPerAppPolicy', 'invalid', 'application-policy'],
    ['InvalidUniqueTenantIdentifierAsPerAppPolicy', 'invalid', 'application-policy'],
    ['Request_MultipleObjectsWithSameKeyValue', 'conflict', 'application-conflict'],
  ] as const;
  test.each(known)('%s is refused and not waited for', (code, kind, problem) => {
    for (const change of ['createApplication', 'mintCredential'] as const)
      expect(judged(facts({ kind, code }), change)).toBe(`refused ${problem}`);
  });

  const policies = [
    ['CredentialInvalidLifetimeAsPerAppPolicy', 'certificate-policy-lifetime'],
    ['CredentialTypeNotAllowedAsPerAppPolicy', 'certificate-policy-authority'],
    ['SomethingNewAsPerAppPolicy', 'certificate-policy-authority'],
  ] as const;
  test.each(policies)('a certificate that a policy refuses with %s is %s, and never a matter of secrets or of waiting', (code, problem) => {
    expect(judged(facts({ kind: 'invalid', code }), 'addCertificate')).toBe(`refused ${problem}`);
  });

  test('a missing service management reference is its own problem', () => {
    const detail = 'ServiceManagementReference field is required for Create, but is missing in the request.';
    expect(judged(facts({ kind: 'invalid', detail }), 'createApplication')).toBe('refused service-reference-required');
  });

  const tooEarly = [
    { kind: 'invalid', code: 'NoBackingApplicationObject' },
    { kind: 'invalid', detail: 'The appId of the service principal does not reference a valid application object.' },
    { kind: 'denied', detail: 'The backing application of the service principal being created must be in the local tenant.' },
  ] as const;
  test.each(tooEarly)('a principal made before its application has spread is waited for: $kind $code', (error) => {
    expect(judged(facts(error), 'createServicePrincipal')).toBe('wait replication 3');
    expect(judged(facts(error), 'createApplication')).not.toMatch(/^wait/);
  });

  test('a code that is a name of JavaScript is none that we know', () => {
    for (const code of ['constructor', '__proto__', 'toString'])
      expect(judged(facts({ kind: 'invalid', code }), 'observe')).toBe('refused microsoft-refused');
  });
});

test('an order that came too late to be sent is given again after a second', () => {
  expect(judged(facts({ kind: 'invalid', code: tooLateCode }), 'mintCredential')).toBe('wait held-up 1');
});
