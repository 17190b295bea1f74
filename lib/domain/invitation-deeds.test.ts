import { expect, test } from 'vitest';
import { deedsOf } from './invitation-deeds';

const signedInAt = new Date('2026-12-01T10:00:00Z');

test('what somebody has signed in with is not extended: its time is no matter any more', () => {
  expect(deedsOf('in-use', { via: 'link', signedInAt: null })).toEqual(['extend', 'replace', 'revoke']);
  expect(deedsOf('in-use', { via: 'link', signedInAt })).toEqual(['replace', 'revoke']);
});

test('a launch is neither extended nor followed by another link', () => {
  expect(deedsOf('in-use', { via: 'launch', signedInAt: null })).toEqual(['revoke']);
  expect(deedsOf('held', { via: 'launch', signedInAt })).toEqual(['release', 'refuse']);
});
