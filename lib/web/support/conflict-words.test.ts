import { expect, test } from 'vitest';
import { deedsOf } from '../../domain/invitation-deeds';
import { conflictWords } from './conflict-words';

const at = new Date('2026-12-01T10:00:00Z');

test.each([
  ['link', 'unused', 'not-opened'],
  ['link', 'in-use', 'in-use'],
  ['link', 'held', 'held'],
  ['launch', 'unused', 'in-use'],
  ['launch', 'in-use', 'in-use'],
  ['launch', 'held', 'held'],
] as const)('what is advised of a %s that is %s can be done', (via, stands, state) => {
  const words = conflictWords({ kind: 'invited', customer: 'Contoso', at, via, stands, unopened: null });
  const can = deedsOf(state, { via, signedInAt: stands === 'unused' ? null : at });
  const said = { extend: /extend/i, replace: /new link/, revoke: /revoke/i, release: /release/, refuse: /refuse/ };
  const advised = (Object.keys(said) as (keyof typeof said)[]).filter((deed) => said[deed].test(words));
  expect(advised.length).toBeGreaterThan(0);
  expect(can).toEqual(expect.arrayContaining(advised));
});
