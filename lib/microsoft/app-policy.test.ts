import { describe, expect, test } from 'vitest';
import { PolicyWire, reshapePolicy } from './app-policy';

const entry = (change: object = {}) => ({
  restrictionType: 'passwordLifetime',
  state: 'enabled',
  maxLifetime: 'P180D',
  restrictForAppsCreatedAfterDateTime: null,
  excludeActors: null,
  ...change,
});
const secretsOf = (entries: readonly object[], isEnabled = true) =>
  reshapePolicy(PolicyWire.parse({ isEnabled, applicationRestrictions: { passwordCredentials: entries } })).secrets;

describe('the default app management policy', () => {
  test('keeps what is in force', () => {
    expect(secretsOf([entry(), entry({ restrictionType: 'passwordAddition', maxLifetime: null })])).toEqual([
      { type: 'passwordLifetime', maxDays: 180, createdAfter: null, exempts: false },
      { type: 'passwordAddition', maxDays: null, createdAfter: null, exempts: false },
    ]);
    expect(secretsOf([entry({ state: undefined })])).toHaveLength(1);
  });

  test('has no restriction while it is off, and none that is switched off itself or in a state nobody knows', () => {
    expect(secretsOf([entry()], false)).toEqual([]);
    expect(secretsOf([entry({ state: 'disabled' }), entry({ state: 'unknownFutureValue' })])).toEqual([]);
    expect(reshapePolicy(PolicyWire.parse({ isEnabled: true, applicationRestrictions: null })).secrets).toEqual([]);
    expect(reshapePolicy(PolicyWire.parse({ isEnabled: true })).secrets).toEqual([]);
  });

  test('tells since when applications are restricted, and whether somebody is exempt', () => {
    const [restriction] = secretsOf([
      entry({ restrictForAppsCreatedAfterDateTime: '2025-01-01T10:37:00Z', excludeActors: { customSecurityAttributes: [] } }),
    ]);
    expect(restriction).toMatchObject({ createdAfter: new Date('2025-01-01T10:37:00Z'), exempts: true });
  });

  test.each([
    ['P90D', 90],
    ['P4DT12H30M5S', 4],
    ['PT48H', 2],
    ['P0D', 0],
    ['P1DT23H59M59.9S', 1],
    ['P', null],
    ['PT', null],
    ['P1Y', null],
    ['P6M', null],
    ['180', null],
    ['-P1D', null],
  ])('reads the duration %s as %s whole days', (maxLifetime, days) => expect(secretsOf([entry({ maxLifetime })])[0]?.maxDays).toBe(days));
});
