import { describe, expect, test } from 'vitest';
import { credentialLifetime, isPasswordOf } from './credential';
import { at, credential, password } from './record.test-data';

describe('the life of a new key', () => {
  test.each(['2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.999Z', '2028-02-28T23:59:59.500Z', '2026-03-29T01:00:00Z'])(
    'made at %s is 730 days of 24 hours to the millisecond and began a minute ago, on a full second',
    (text) => {
      const now = new Date(text);
      const { startsAt, expiresAt } = credentialLifetime(now, [], 730);
      expect(expiresAt.getTime() - startsAt.getTime()).toBe(730 * 86_400_000);
      expect(startsAt.getUTCMilliseconds()).toBe(0);
      expect(startsAt.getTime()).toBe(Math.floor(now.getTime() / 1000) * 1000 - 60_000);
    },
  );

  test('has a start that no earlier attempt has, however many there are in the same second', () => {
    const taken: Date[] = [];
    for (let attempt = 0; attempt < 100; attempt += 1) taken.push(credentialLifetime(at(0), taken, 730).startsAt);
    expect(new Set(taken.map((date) => date.getTime())).size).toBe(100);
  });

  test('skips a start that Microsoft gave back with a fraction of a second', () => {
    expect(credentialLifetime(at(60), [new Date(at(0).getTime() + 700)], 730).startsAt).toEqual(at(1));
  });

  test('takes no notice of starts of other times', () => expect(credentialLifetime(at(60), [at(1), at(-1)], 730).startsAt).toEqual(at(0)));
});

describe('a listed key', () => {
  const attempt = credential();
  const shifted = (ms: number) => ({ ...password, startsAt: new Date(password.startsAt.getTime() + ms) });

  test.each([0, 999, -999])('is that of an attempt when name and start agree, %i ms apart', (ms) => {
    expect(isPasswordOf(attempt, shifted(ms))).toBe(true);
  });

  test.each([1000, -1000, 86_400_000])('is not with a start %i ms away', (ms) => expect(isPasswordOf(attempt, shifted(ms))).toBe(false));

  test.each([null, '', 'fortifydataapisecret', 'FortifyDataAPISecret '])('is not with the name %j', (displayName) => {
    expect(isPasswordOf(attempt, { ...password, displayName })).toBe(false);
  });
});
