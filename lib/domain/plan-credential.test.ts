import { describe, expect, test } from 'vitest';
import { type CredentialRecord, proofIsOverdue } from './credential';
import { newKeyAbsence } from './new-key-absence';
import type { Observed } from './observed';
import { plan } from './plan';
import { application, at, complete, credential, desired, ids, intended, password } from './record.test-data';
import { stages } from './stages.test-data';

const planOf = (credentials: readonly CredentialRecord[], observed: Observed = complete, now = at(400)) =>
  plan({ desired, observed, record: { ...stages.minting, credentials }, now });
const without = (seconds: number): Observed => ({ ...complete, at: at(seconds), application: { ...application, passwords: [] } });
const lasting = 730 * 86_400;

const mint = { kind: 'mintCredential', by: 'portal' };
const look = { kind: 'observe', by: 'portal' };
const deliver = { kind: 'deliverCredential', by: 'portal', attempt: ids.attempt };
const prove = { kind: 'proveAccess', by: 'portal', attempt: ids.attempt };
const remove = { kind: 'removeCredential', by: 'portal', attempt: ids.attempt };

describe('the plan of a key', () => {
  test('that is not there makes one', () => expect(planOf([])).toEqual([mint]));

  test('that is sealed delivers it and proves it', () => {
    expect(planOf([credential({ state: 'sealed', deliveredAt: null, provedAt: null })])).toEqual([deliver, prove]);
  });

  test('that is delivered proves it', () => expect(planOf([credential({ state: 'delivered', provedAt: null })])).toEqual([prove]));

  test('that is live is empty', () => expect(planOf([credential()])).toEqual([]));

  test('that was refused makes a new one', () => {
    expect(planOf([intended({ state: 'refused' })], without(320))).toEqual([mint]);
  });

  test('that was refused and yet is listed is removed before a new one is made', () => {
    expect(planOf([intended({ state: 'refused' })])).toEqual([remove, mint]);
  });

  test('that is retired makes a new one and removes nothing', () => {
    expect(planOf([credential({ state: 'retired' })])).toEqual([mint]);
  });

  test('that is removed is removed again only while Microsoft still lists it', () => {
    expect(planOf([credential({ state: 'removed' })])).toEqual([remove, mint]);
    expect(planOf([credential({ state: 'removed', keyId: ids.principal })])).toEqual([mint]);
  });

  test('that only was intended makes a new one', () => expect(planOf([intended()])).toEqual([mint]));

  test('that is not proved removes it before it makes a new one', () => {
    expect(planOf([credential({ state: 'unproved', provedAt: null })])).toEqual([remove, mint]);
  });

  test('that is not proved and has no id removes nothing', () => {
    expect(planOf([credential({ state: 'unproved', keyId: null })])).toEqual([mint]);
  });

  test('that is not proved beside a live one removes the first and leaves the second', () => {
    const credentials = [credential({ state: 'unproved' }), credential({ attempt: 'other' })];
    expect(planOf(credentials)).toEqual([remove]);
  });
});

describe('before a key goes live', () => {
  const proved = credential({ attempt: 'next', state: 'delivered', startsAt: at(250), keyId: ids.principal, provedAt: at(330) });
  const own = { ...password, keyId: ids.principal, startsAt: at(250) };
  const listing = (seconds: number, ...passwords: (typeof password)[]): Observed => ({
    ...without(seconds),
    application: { ...application, passwords },
  });
  const prove = { kind: 'proveAccess', by: 'portal', attempt: 'next' };

  test.each(['unknown', 'refused'] as const)('beside one that is %s, one more look is taken', (state) => {
    const doubtful = intended({ state, unknownAt: at(240) });
    expect(planOf([doubtful, proved], listing(329, own))).toEqual([look, prove]);
    expect(planOf([doubtful, proved], listing(330, own))).toEqual([prove]);
    expect(planOf([doubtful, proved], listing(331, password, own))).toEqual([remove, prove]);
  });

  test.each(['unknown', 'refused'] as const)('beside one that is %s, a list without the new key itself proves nothing', (state) => {
    const doubtful = intended({ state, unknownAt: at(240) });
    for (const seconds of [330, 600, 330 + 3599]) expect(planOf([doubtful, proved], without(seconds))).toEqual([look, prove]);
    // a list that lags shows the doubtful one first
    expect(planOf([doubtful, proved], listing(600, password))).toEqual([remove, look, prove]);
  });

  test('an hour without it in any list, it is gone: it is removed for certain, and another is made', () => {
    const doubtful = intended({ state: 'unknown', unknownAt: at(240) });
    const removeOwn = { ...remove, attempt: 'next' };
    expect(planOf([doubtful, proved], without(330 + 3600))).toEqual([removeOwn, mint]);
    expect(planOf([doubtful, proved], listing(330 + 3600, own))).toEqual([prove]);
  });

  test('beside a certificate, the list must show the certificate', () => {
    const certified = { ...proved, thumbprint: 'AB'.repeat(32) };
    const record = { ...stages.minting, credentials: [intended({ state: 'unknown', unknownAt: at(240) }), certified] };
    const seen = { keyId: ids.principal, thumbprint: 'AB'.repeat(32), displayName: null, startsAt: at(0), expiresAt: at(lasting) };
    const shown = { ...without(400), application: { ...application, passwords: [], certificates: [seen] } };
    expect(newKeyAbsence(record, without(400))).toBe('so far');
    expect(newKeyAbsence(record, shown)).toBeNull();
  });

  test('beside one that a policy refused, none is taken: it was never made', () => {
    expect(planOf([intended({ state: 'refused', unknownAt: null }), proved], without(329))).toEqual([prove]);
  });

  test('alone, none is taken', () => expect(planOf([proved], without(329))).toEqual([prove]));
});

describe('the plan of a live key', () => {
  test('that has expired to the second makes a new one', () => {
    const end = at(240 + lasting);
    expect(planOf([credential()], { ...complete, at: end }, new Date(end.getTime() - 1))).toEqual([]);
    expect(planOf([credential()], { ...complete, at: end }, end)).toEqual([mint]);
  });

  test('that a look within 15 minutes does not list takes no notice: lists lag', () => {
    expect(planOf([credential()], without(310 + 899))).toEqual([]);
  });

  test('that a look after 15 minutes does not list makes a new one', () =>
    expect(planOf([credential()], without(310 + 900))).toEqual([mint]));

  test('says nothing when the application itself was not read', () => {
    expect(planOf([credential()], { ...complete, at: at(9000), application: null })).not.toContainEqual(mint);
  });
});

describe('a key of unknown outcome', () => {
  const unknown = intended({ state: 'unknown', unknownAt: at(310) });

  test('that is found by its start time is removed before a new one is made', () => {
    expect(planOf([unknown], { ...complete, at: at(315) })).toEqual([remove, mint]);
  });

  test('that is found late is removed as well', () => expect(planOf([unknown], { ...complete, at: at(9000) })).toEqual([remove, mint]));

  test('that is not found is looked for again before a new one is made', () => {
    expect(planOf([unknown], without(315))).toEqual([look, mint]);
    expect(planOf([unknown], without(369))).toEqual([look, mint]);
  });

  test('that a look after 60 seconds does not find was never made', () => expect(planOf([unknown], without(370))).toEqual([mint]));

  const strangers = {
    'another name': { ...password, displayName: 'Other' },
    'no name': { ...password, displayName: null },
    'another start': { ...password, startsAt: at(241) },
  };
  test.each(Object.entries(strangers))('is not taken for a key with %s', (_, stranger) => {
    expect(planOf([unknown], { ...complete, at: at(315), application: { ...application, passwords: [stranger] } })).toEqual([look, mint]);
  });

  test('beside one that is found: the found one goes first, then we look', () => {
    const other = { ...unknown, attempt: 'other', startsAt: at(100) };
    expect(planOf([unknown, other], { ...complete, at: at(315) })).toEqual([remove, look, mint]);
  });
});

describe('a proof', () => {
  test('is overdue 180 seconds after the intent, where nothing is known of its process', () => {
    expect(proofIsOverdue(credential(), at(480))).toBe(false);
    expect(proofIsOverdue(credential(), new Date(at(480).getTime() + 1))).toBe(true);
  });

  test('is overdue as soon as nobody says any more that it is under way, and a quarter of an hour after the intent at the latest', () => {
    const watched = credential({ watchedUntil: at(340) });
    expect(proofIsOverdue(watched, at(340))).toBe(false);
    expect(proofIsOverdue(watched, new Date(at(340).getTime() + 1))).toBe(true);
    // sealers that relieve each other are still at work then, and have all ended a quarter of an hour after the intent
    const relieved = credential({ watchedUntil: at(1300) });
    expect(proofIsOverdue(relieved, at(1200))).toBe(false);
    expect(proofIsOverdue(relieved, new Date(at(1200).getTime() + 1))).toBe(true);
  });
});
