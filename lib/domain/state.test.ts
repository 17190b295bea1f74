import { describe, expect, test } from 'vitest';
import { type ConnectionRecord, type ConnectionState, connectionStates } from './connection';
import { applyFacts } from './facts';
import { reconcile } from './reconcile';
import { at, complete, credential, desired, ids, intended, untouched } from './record.test-data';
import { stages } from './stages.test-data';
import { assertTransition, canMove, currentCredential, stateOf, transitions } from './state';

const pairs = connectionStates.flatMap((from) => connectionStates.map((to) => [from, to] as const));
const listed = (from: ConnectionState, to: ConnectionState) => transitions.some((row) => row.from === from && row.to.includes(to));

describe('the table of moves', () => {
  test.each(pairs)('%s to %s succeeds when it is listed or no move, and throws otherwise', (from, to) => {
    const legal = from === to || listed(from, to);
    expect(canMove(from, to)).toBe(legal);
    if (legal) expect(() => assertTransition(from, to)).not.toThrow();
    else expect(() => assertTransition(from, to)).toThrow(new RangeError(`a connection never moves from ${from} to ${to}`));
  });

  test('has one row for each state and names no state twice in a row', () => {
    expect(transitions.map((row) => row.from).sort()).toEqual([...connectionStates].sort());
    for (const { from, to } of transitions) expect(new Set([...to, from]).size, from).toBe(to.length + 1);
  });

  test('lets nothing but a proved or a stopped connection become connected', () => {
    expect(connectionStates.filter((from) => from !== 'connected' && canMove(from, 'connected'))).toEqual(['verifying', 'attention']);
  });

  test('never leads from the end back into the middle', () => {
    expect(connectionStates.filter((to) => canMove('disconnected', to))).toEqual(['signed_in', 'disconnected']);
  });
});

describe('the state that facts amount to', () => {
  test.each(Object.entries(stages))('%s is what its column says', (_, record) => {
    expect(stateOf(record)).toBe(record.state);
  });

  const derived: readonly [string, ConnectionRecord, ConnectionState][] = [
    ['an application without an acceptance is signed_in', { ...stages.app, acceptedAt: null }, 'signed_in'],
    ['a problem covers everything', { ...stages.connected, problem: { code: 'throttled', at: at(0), evidence: {} } }, 'attention'],
    ['connected outweighs missing facts', { ...stages.accepted, connectedAt: at(1) }, 'connected'],
    ['a principal that is unstable again is principal', { ...stages.checking, stableAt: null }, 'principal'],
    ['grants outweigh a return', { ...stages.checking, grantsCompleteAt: at(1) }, 'minting'],
    ['a live key that is not recorded as connected is verifying', { ...stages.minting, credentials: [credential()] }, 'verifying'],
    ['an intended key is minting', { ...stages.minting, credentials: [intended()] }, 'minting'],
  ];
  test.each(derived)('%s', (_, record, state) => expect(stateOf(record)).toBe(state));

  test.each(['refused', 'retired', 'removed', 'unproved', 'unknown'] as const)('a key that is %s counts for nothing', (state) => {
    expect(stateOf({ ...stages.minting, credentials: [credential({ state })] })).toBe('minting');
    expect(currentCredential({ applicationObjectId: ids.object, credentials: [credential({ state })] })).toBeNull();
  });

  test('the newest key that has not ended is the current one', () => {
    const credentials = [credential({ attempt: 'old' }), credential({ attempt: 'new' }), credential({ attempt: 'gone', state: 'removed' })];
    expect(currentCredential({ applicationObjectId: ids.object, credentials })?.attempt).toBe('new');
  });

  test('a key of an application that was deleted and made anew is gone with it', () => {
    const anew = { ...stages.sealed, applicationObjectId: ids.principal };
    expect(currentCredential(anew)).toBeNull();
    expect(stateOf(anew)).toBe('minting');
  });
});

describe('a fresh look at the tenant', () => {
  const { application } = complete;
  const lagging = { ...complete, application: application && { ...application, redirectUris: [] } };
  const looks = {
    untouched,
    complete,
    'without grants': { ...complete, grants: [] },
    'with an unread list of grants': { ...complete, grants: null },
    'without principal': { ...complete, servicePrincipal: null, grants: [] },
    'with an older application': lagging,
    'with an older application and no principal': { ...lagging, servicePrincipal: null, grants: [] },
  };
  const building = Object.entries(stages).filter(([, record]) => record.acceptedAt && !record.connectedAt);
  const cases = building.flatMap(([stage, record]) => Object.entries(looks).map(([look, seen]) => ({ stage, record, look, seen })));
  const lookedAt = (record: ConnectionRecord, seen: typeof complete) => applyFacts(record, reconcile(record, desired, seen));

  function expectLegal(before: ConnectionRecord, after: ConnectionRecord) {
    expect(canMove(stateOf(before), stateOf(after)), `${stateOf(before)} to ${stateOf(after)}`).toBe(true);
  }

  test.each(cases)('$look moves a connection at $stage only where the table allows, and so do the next two', ({ record, seen }) => {
    for (const start of [record, { ...record, consentReturnedAt: null }]) {
      const first = lookedAt(start, seen);
      expectLegal(start, first);
      for (const next of Object.values(looks)) {
        const second = lookedAt(first, next);
        expectLegal(first, second);
        for (const last of Object.values(looks)) expectLegal(second, lookedAt(second, last));
      }
    }
  });
});
