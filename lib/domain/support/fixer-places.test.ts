import { expect, test } from 'vitest';
import { waitReasons } from '../change';
import { problemCodes } from '../problem';
import { fixers } from './fixer';
import { fixerPlaces, isPlaced } from './fixer-places';
import { nextAction } from './next-action';
import { supportTabs } from './standing';
import { supportSteps } from './step';

const causes = [null, 'held', 'refused', 'drift', 'key-expiring', 'of a later version', ...problemCodes, ...waitReasons];
const standing = supportTabs.flatMap((tab) => causes.map((cause) => ({ tab, cause })));

test('every case is where the filter looks for whoever can fix it, and nowhere else', () => {
  for (const by of fixers) {
    const places = fixerPlaces(standing, by);
    expect(new Set(places.map(({ tab }) => tab)).size).toBe(places.length);
    for (const step of supportSteps)
      for (const at of standing) {
        const action = nextAction({ ...at, step, adminName: 'Ingrid', organization: 'Contoso' });
        expect([at, step, isPlaced(at, places)]).toEqual([at, step, action.by === by]);
      }
  }
});

test('where all cases of a tab are of one, its causes are no matter, and an empty tab is not looked into', () => {
  const here = [
    { tab: 'drifted', cause: 'drift' },
    { tab: 'healthy', cause: null },
  ] as const;
  expect(fixerPlaces(here, 'customer')).toEqual([{ tab: 'drifted', causes: null }]);
  expect(fixerPlaces(here, 'microsoft')).toEqual([]);
});
