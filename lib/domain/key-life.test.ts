import { describe, expect, test } from 'vitest';
import type { PolicyRestriction } from './app-policy';
import type { CredentialRecord } from './credential';
import { keyLife, lifeLadder, refusedLives, shorterLife } from './key-life';
import { application, at, complete, credential, intended, untouched } from './record.test-data';
import { renewalLeadDays, renewBy } from './renewal';

const day = 86_400_000;
const now = at(400);
const cap = (maxDays: number | null, more: Partial<PolicyRestriction> = {}): PolicyRestriction => ({
  type: 'passwordLifetime',
  maxDays,
  createdAfter: null,
  exempts: false,
  ...more,
});
const ban = (more: Partial<PolicyRestriction> = {}) => cap(null, { ...more, type: 'passwordAddition' });
const read = (...secrets: PolicyRestriction[]) => keyLife({ observed: { ...complete, policy: { secrets } }, secretLimit: null }, now);

describe('the life of the next key', () => {
  test('is the full one where nothing is known, and says that nothing is known', () => {
    expect(keyLife({ observed: complete, secretLimit: null }, now)).toEqual({
      days: 730,
      known: 'unknown',
      learnedAt: null,
      banned: false,
    });
    expect(keyLife({ observed: null, secretLimit: null }, now).days).toBe(730);
  });

  test('is the smaller of 730 days and the cap that was read', () => {
    expect(read()).toMatchObject({ days: 730, known: 'no-limit' });
    expect(read(cap(180))).toMatchObject({ days: 180, known: 'policy' });
    expect(read(cap(1000))).toMatchObject({ days: 730, known: 'no-limit' });
    expect(read(cap(365), cap(90))).toMatchObject({ days: 90, known: 'policy' });
  });

  test('is never shorter than a week: below that Microsoft’s refusal is shown', () => expect(read(cap(2)).days).toBe(7));

  test('takes no notice of a restriction for applications made later, of one without a life, nor of one that exempts somebody', () => {
    const createdAt = application.createdAt ?? at(0);
    expect(read(cap(30, { createdAfter: new Date(createdAt.getTime() + 1) })).days).toBe(730);
    expect(read(cap(30, { createdAfter: createdAt })).days).toBe(730);
    expect(read(cap(30, { createdAfter: new Date(createdAt.getTime() - 1) })).days).toBe(30);
    expect(read(cap(null), cap(30, { exempts: true }), cap(30, { type: 'symmetricKeyLifetime' })).days).toBe(730);
  });

  test('counts an application that is still to be made as made now', () => {
    const policy = { secrets: [cap(30, { createdAfter: at(300) })] };
    expect(keyLife({ observed: { ...untouched, policy }, secretLimit: null }, now).days).toBe(30);
    expect(keyLife({ observed: { ...untouched, policy }, secretLimit: null }, at(200)).days).toBe(730);
  });

  test('names a ban that was read, for this application alone', () => {
    expect(read(ban()).banned).toBe(true);
    expect(read(ban({ exempts: true })).banned).toBe(false);
    expect(read(ban({ createdAfter: at(500) })).banned).toBe(false);
  });

  test('begins where Microsoft agreed the last time, for a month', () => {
    const secretLimit = { days: 90, learnedAt: at(390) };
    expect(keyLife({ observed: complete, secretLimit }, now)).toEqual({ days: 90, known: 'refusal', learnedAt: at(390), banned: false });
    expect(keyLife({ observed: complete, secretLimit }, new Date(at(390).getTime() + 30 * day)).days).toBe(730);
  });

  test('follows what was learned last: a refusal after the look, or a look after the refusal', () => {
    const observed = { ...complete, policy: { secrets: [cap(180)] } };
    const learned = (seconds: number) => keyLife({ observed, secretLimit: { days: 60, learnedAt: at(seconds) } }, now).days;
    expect([learned(321), learned(319)]).toEqual([60, 180]);
  });
});

describe('after somebody has tried again', () => {
  const exempted = (days: number) => ({ days, learnedAt: at(300), exempted: true });
  const capped = { ...complete, policy: { secrets: [cap(3)] } };

  test('the full life is asked for, whatever the policy that was read since says', () => {
    expect(keyLife({ observed: capped, secretLimit: exempted(730) }, now)).toMatchObject({ days: 730, known: 'unknown' });
    expect(keyLife({ observed: capped, secretLimit: exempted(365) }, now)).toMatchObject({ days: 365, known: 'refusal' });
    expect(keyLife({ observed: capped, secretLimit: { ...exempted(365), exempted: false } }, now)).toMatchObject({
      days: 7,
      known: 'policy',
    });
  });

  test('that is remembered for a month', () => {
    expect(keyLife({ observed: capped, secretLimit: exempted(730) }, new Date(at(300).getTime() + 30 * day)).days).toBe(7);
  });
});

describe('the ladder', () => {
  test('is published, falls, and ends', () => {
    expect(lifeLadder).toEqual([730, 640, 545, 455, 365, 330, 300, 270, 240, 210, 180, 150, 120, 90, 60, 30, 14, 7]);
    expect(lifeLadder.map((step) => shorterLife(step))).toEqual([...lifeLadder.slice(1), null]);
  });

  test('leads to a key that lives at most 35 days shorter than allowed, above a year 95', () => {
    const taken = (allowed: number) => lifeLadder.find((step) => step <= allowed) ?? 0;
    const allowed = Array.from({ length: 724 }, (_, index) => index + 7);
    const tooShort = allowed.filter((days) => days - taken(days) > (days < 365 ? 35 : 95));
    expect(tooShort).toEqual([]);
  });

  test('goes on below a life that is no step of it', () => {
    expect([200, 179, 8, 1].map((days) => shorterLife(days))).toEqual([180, 150, 7, null]);
  });

  test('asks for a cap that was read on the way, and never for less than a week', () => {
    expect([730, 210, 200, 180].map((days) => shorterLife(days, 200))).toEqual([640, 200, 180, 150]);
    expect(shorterLife(7, 3)).toBeNull();
  });
});

describe('the lives that were refused', () => {
  const refused = (days: number, change: Partial<CredentialRecord> = {}) =>
    intended({ state: 'refused', startsAt: at(0), expiresAt: new Date(at(0).getTime() + days * day), ...change });

  test('are those of the last run, a pause of Microsoft in it or not', () => {
    expect(refusedLives([refused(730), refused(365), refused(7)])).toEqual({ longest: 730, shortest: 7 });
    expect(refusedLives([refused(30), refused(730), refused(730, { unknownAt: at(1) }), refused(7)])).toEqual({
      longest: 730,
      shortest: 7,
    });
    expect(refusedLives([credential(), refused(7)])).toEqual({ longest: 7, shortest: 7 });
  });

  test('are none where the last attempt was not refused', () => {
    expect(refusedLives([])).toBeNull();
    expect(refusedLives([refused(7), credential()])).toBeNull();
    expect(refusedLives([refused(7, { thumbprint: 'AB' })])).toBeNull();
  });
});

test('a key is to be renewed a month ahead, a quarter of its life where it lives some months only', () => {
  expect([730, 180, 120, 90, 60, 30, 14, 7].map(renewalLeadDays)).toEqual([30, 30, 30, 23, 15, 8, 4, 2]);
  const life = { startsAt: at(0), expiresAt: new Date(at(0).getTime() + 60 * day) };
  expect(renewBy(life)).toEqual(new Date(at(0).getTime() + 45 * day));
});
