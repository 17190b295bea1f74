import { describe, expect, test } from 'vitest';
import type { ConnectionRecord } from '../domain/connection';
import { applyFacts } from '../domain/facts';
import { keyLife } from '../domain/key-life';
import { manifest } from '../domain/permissions';
import { at, complete, credential, endpoint, graph, ids, person, resources, untouched } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { canMove, stateOf } from '../domain/state';
import { accept, type Command, consentCameBack, departForConsent, enterServiceReference, lookAgain, pageCodeSeen, retry } from './commands';
import { ports } from './ports';

const actor = { person, tenantId: ids.tenant, accessToken: 'token' };
const colleague = { ...actor, person: { ...person, oid: ids.key } };
const now = at(500);
/** An acceptance of the plan as the record has it, so that tests of other things need not care when it was read. */
const accepting = (leaveOut: readonly string[] = [], by = actor): Command => ({
  action: 'plan.accepted',
  facts: (record, when) => {
    const seen = { manifestSha256: manifest.sha256, observedAt: record.observed?.at ?? now, leaveOut };
    return accept(ports(), by, seen).facts(record, when);
  },
});
const ids2 = '5f0f2a0c-1d2e-4f3a-8b4c-9d8e7f6a5b4c';
const without = { ...untouched, resources: { ...resources, [endpoint]: null } };

/** The record after a decision, which the table of states must allow. */
function after(record: ConnectionRecord, command: Command): ConnectionRecord {
  const next = applyFacts(record, command.facts(record, now) ?? {});
  expect(canMove(stateOf(record), stateOf(next)), `${stateOf(record)} to ${stateOf(next)}`).toBe(true);
  return next;
}

describe('the acceptance of a plan', () => {
  test('is written with who, when and which list of permissions', () => {
    expect(accepting().facts(stages.looked, now)).toMatchObject({
      acceptedAt: now,
      acceptedBy: person,
      manifestHash: manifest.sha256,
      leftOut: [],
    });
  });

  test('pressed a second time decides nothing more, until there is something to repair', () => {
    for (const record of [stages.accepted, stages.consentWait, stages.verifying]) expect(accepting().facts(record, now)).toBeNull();
  });

  test('by a colleague is the colleague’s own', () => {
    expect(after(stages.accepted, accepting([], colleague))).toMatchObject({ acceptedBy: colleague.person, acceptedAt: now });
  });

  test('of another list of permissions, or before the first look, is stale', () => {
    const old = accept(ports(), actor, { manifestSha256: 'a'.repeat(64), observedAt: untouched.at, leaveOut: [] });
    expect(() => old.facts(stages.looked, now)).toThrow(expect.objectContaining({ code: 'stale' }));
    expect(() => accepting().facts(stages.fresh, now)).toThrow(expect.objectContaining({ code: 'stale' }));
  });

  test('of a plan that was made from another look at the organization is stale, unless it was accepted already', () => {
    const shown = accept(ports(), actor, { manifestSha256: manifest.sha256, observedAt: untouched.at, leaveOut: [] });
    const lookedAgain = { ...stages.looked, observed: { ...untouched, at: at(11) } };
    expect(shown.facts(stages.looked, now)).toMatchObject({ acceptedAt: now });
    expect(() => shown.facts(lookedAgain, now)).toThrow(expect.objectContaining({ code: 'stale' }));
    expect(() => shown.facts({ ...stages.connected, observed: { ...untouched, at: at(400) } }, now)).toThrow(
      expect.objectContaining({ code: 'stale' }),
    );
    expect(shown.facts({ ...lookedAgain, acceptedAt: at(12), acceptedBy: person }, now)).toBeNull();
  });

  test('may go without an API that is not there, and not without one that is, or that nobody knows', () => {
    expect(after({ ...stages.looked, observed: without }, accepting([endpoint]))).toMatchObject({
      leftOut: [endpoint],
      setAside: { length: 16 },
    });
    for (const appId of [graph, endpoint, ids.key, '__proto__']) {
      expect(() => accepting([appId]).facts(stages.looked, now), appId).toThrow(expect.objectContaining({ code: 'bad-request' }));
    }
  });

  test('stays possible when an API that was left out has come since', () => {
    const record = { ...stages.accepted, leftOut: [endpoint], observed: complete };
    expect(after(record, accepting([endpoint], colleague))).toMatchObject({ leftOut: [endpoint] });
    expect(after(record, accepting([]))).toMatchObject({ leftOut: [] });
  });

  test.each(Object.entries(stages).filter(([, record]) => record.observed))('at %s moves only where the table allows', (_, record) => {
    after(record, accepting([], colleague));
    after({ ...record, observed: untouched }, accepting([], colleague));
  });
});

describe('a return from the consent page', () => {
  const returned = consentCameBack(actor, { kind: 'returned' });

  test('moves to checking and nothing more', () => {
    const next = after(stages.consentWait, returned);
    expect(next).toEqual({ ...stages.consentWait, state: 'consent_wait', consentReturnedAt: now, consentBy: person });
    expect(stateOf(next)).toBe('checking');
  });

  const late = ['fresh', 'looked', 'accepted', 'app', 'minting', 'sealed', 'connected'] as const;
  test.each(late)('at %s, where none is awaited, says nothing', (stage) => {
    for (const kind of ['returned', 'declined'] as const) expect(consentCameBack(actor, { kind }).facts(stages[stage], now)).toBeNull();
  });

  test('that was declined is a problem, which a new return puts aside', () => {
    const declined = after(stages.checking, consentCameBack(actor, { kind: 'declined' }));
    expect(declined).toMatchObject({ problem: { code: 'consent-declined', at: now, evidence: {} }, consentReturnedAt: null });
    expect(after(declined, returned)).toMatchObject({ problem: null, consentReturnedAt: now });
  });

  test('that failed keeps Microsoft’s number as evidence', () => {
    const failed = consentCameBack(actor, { kind: 'failed', error: 'access_denied', number: 90094 });
    expect(after(stages.consentWait, failed).problem).toEqual({ code: 'consent-role-missing', at: now, evidence: { Code: 'AADSTS90094' } });
  });

  const told = [
    [650051, 'consent-cleaning-up'],
    [650052, 'resource-gone'],
    [650053, 'application-outdated'],
    [700016, 'application-unseen'],
    [53003, 'conditional-access'],
    [65004, 'consent-declined'],
    [90094, 'consent-role-missing'],
    [99999999, 'consent-failed'],
  ] as const;
  test.each(told)(
    'that never came, and the code %i that a person read on Microsoft’s page, are %s, with the ids for support',
    (number, code) => {
      const ids = { 'Correlation ID': ids2 };
      const next = after(stages.consentWait, pageCodeSeen({ number, ids }));
      expect(next.problem).toEqual({ code, at: now, evidence: { Code: `AADSTS${number}`, ...ids } });
      // the way on: every one of these lets a real return, or a second look, be believed
      expect(after(next, returned)).toMatchObject({ problem: null, consentReturnedAt: now });
    },
  );

  test('is told by a code only where one is awaited', () => {
    for (const stage of late) expect(pageCodeSeen({ number: 650051, ids: {} }).facts(stages[stage], now)).toBeNull();
  });

  test('does not put another problem aside', () => {
    const record = { ...stages.attention, problem: { code: 'grants-beyond', at: at(1), evidence: {} } } as const;
    expect(returned.facts(record, now)).toBeNull();
  });

  test('that was declined by somebody whose sign-in shows no role to approve says which role is missing', () => {
    const creator = { ...actor, person: { ...person, roles: ['158c047a-c907-4556-b7ef-446551a6b5f7'] } };
    const declined = after(stages.consentWait, consentCameBack(creator, { kind: 'declined' }));
    expect(declined.problem?.code).toBe('consent-role-missing');
  });
});

describe('another look', () => {
  test('reads the grants where consent is awaited', () => {
    expect(after(stages.consentWait, lookAgain(actor))).toMatchObject({ consentReturnedAt: now, observed: stages.consentWait.observed });
  });

  test('reads the whole organization while a plan is shown: before it is accepted, to a colleague, and when a connection has drifted', () => {
    for (const record of [stages.looked, stages.connected]) expect(after(record, lookAgain(actor))).toMatchObject({ observed: null });
    expect(after(stages.accepted, lookAgain(colleague))).toMatchObject({ observed: null });
  });

  test('reads the grants again when there were too many', () => {
    const record = { ...stages.attention, problem: { code: 'grants-beyond', at: at(1), evidence: {} } } as const;
    const cameBack = { ...record, consentReturnedAt: at(80) };
    expect(after(cameBack, lookAgain(actor))).toMatchObject({ consentReturnedAt: now, problem: null });
    expect(after(record, lookAgain(actor))).toMatchObject({ consentReturnedAt: null, observed: { grants: null }, problem: null });
  });

  test('says nothing while the portal is at work', () => {
    for (const stage of ['accepted', 'app', 'minting', 'sealed'] as const) expect(lookAgain(actor).facts(stages[stage], now)).toBeNull();
  });
});

describe('a departure', () => {
  test.each(['consentWait', 'checking', 'attention'] as const)('is possible at %s', (stage) => {
    expect(after(stages[stage], departForConsent)).toMatchObject({ consentRequestedAt: now, consentReturnedAt: null, problem: null });
  });

  test.each(['fresh', 'looked', 'accepted', 'app', 'principal', 'minting', 'sealed', 'connected'] as const)('is stale at %s', (stage) => {
    expect(() => departForConsent.facts(stages[stage], now)).toThrow(expect.objectContaining({ code: 'stale' }));
  });
});

describe('another try', () => {
  test('puts the problem and the wait aside and reads the organization anew', () => {
    const record = { ...stages.attention, waitReason: 'grants', waitingSince: at(1), notBefore: at(2) } as const;
    expect(after(record, retry)).toMatchObject({ problem: null, observed: null, waitReason: null, waitingSince: null, notBefore: null });
  });

  test.each(['sealed', 'delivered'] as const)('with a %s key keeps what was read, since nothing is asked of Microsoft', (state) => {
    const record = { ...stages.minting, problem: stages.attention.problem, credentials: [credential({ state, provedAt: null })] };
    expect(after(record, retry)).toMatchObject({ problem: null, observed: complete });
  });

  test.each(['secret-policy-lifetime', 'secret-policy-banned'] as const)(
    'of %s asks for a full life, whatever policy is read next',
    (code) => {
      const record = after({ ...stages.minting, problem: { code, at: at(400), evidence: {} } }, retry);
      const policy = { secrets: [{ type: 'passwordLifetime', maxDays: 3, createdAfter: null, exempts: false }] };
      expect(keyLife({ ...record, observed: { ...complete, at: at(510), policy } }, at(520))).toMatchObject({ days: 730 });
    },
  );

  test('of anything else leaves what is known of a limit', () => {
    const secretLimit = { days: 90, learnedAt: at(300) };
    const record = { ...stages.minting, secretLimit, problem: { code: 'secret-unknown', at: at(400), evidence: {} } } as const;
    expect(after(record, retry)).toMatchObject({ secretLimit });
  });

  test('without a problem is nothing', () => expect(retry.facts(stages.connected, now)).toBeNull());
});

describe('a service reference', () => {
  const asked = { ...stages.accepted, problem: { code: 'service-reference-required', at: at(1), evidence: {} } } as const;

  test('is kept with the connection, and the step that needed it goes on', () => {
    expect(after(asked, enterServiceReference('CI 42'))).toMatchObject({ serviceReference: 'CI 42', problem: null });
  });

  test('is taken only where one is asked for', () => {
    for (const record of Object.values(stages)) expect(enterServiceReference('CI 42').facts(record, now)).toBeNull();
  });
});
