import { expect, test } from 'vitest';
import { problemAddress } from './problem-address';
import { onlyParameter } from './query';

const cases: readonly [string, string | null][] = [
  ['state=x', 'x'],
  ['state=', ''],
  ['other=1&state=x', 'x'],
  ['', null],
  ['State=x', null],
  ['state[]=x', null],
  ['state=x&state=x', null],
  ['state=x&state=y', null],
  ['state=a%00b', null],
  ['state=a%0d%0ab', null],
  ['state=%1b[31m', null],
  ['state=%7f', null],
  [`state=${'a'.repeat(16_384)}`, 'a'.repeat(16_384)],
  [`state=${'a'.repeat(16_385)}`, null],
  ['state=%F0%9F%98%80', '😀'],
  ['state=%ff', '\ufffd'],
];
test.each(cases.map(([query, value]) => [query.slice(0, 40), query, value] as const))(
  'a parameter is read when it is there once and clean: %j',
  (_, query, value) => expect(onlyParameter(new URLSearchParams(query))('state')).toBe(value),
);

test('the address of a problem is on our own start page, whatever the reference holds', () => {
  expect(problemAddress('sign-in-failed', null)).toBe('/?problem=sign-in-failed');
  for (const reference of ['x', '//evil.example', 'a&problem=b', '#', '\r\nSet-Cookie: x', 'https://evil.example/?']) {
    const url = new URL(problemAddress('throttled', reference), 'https://localhost:3000');
    expect([url.origin, url.pathname, url.hash]).toEqual(['https://localhost:3000', '/', '']);
    expect([...url.searchParams]).toEqual([
      ['problem', 'throttled'],
      ['ref', reference],
    ]);
  }
});
