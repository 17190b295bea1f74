import { expect, test } from 'vitest';
import { stages } from '../stages.test-data';
import { rechecked } from './recheck';

test('a re-check promises what it does now', () => {
  expect([rechecked(stages.sealed)?.does, rechecked(stages.consentWait)?.does]).toEqual(['deliver', 'mark']);
  expect(rechecked({ ...stages.connected, state: 'disconnected' })).toBeNull();
});
