import type { Fixer } from './fixer';
import { nextAction } from './next-action';
import { type SupportTab, supportTabs } from './standing';

/** Where a case stands, as far as that decides who can fix it. */
interface Place {
  readonly tab: SupportTab;
  readonly cause: string | null;
}

/** Cases of one tab: of these causes, where '' is none; null: of every one. */
export interface FixerPlace {
  readonly tab: SupportTab;
  readonly causes: readonly string[] | null;
}

/** Who can fix a case, as the action of its row names them: tab and cause alone decide it. */
const fixerIn = ({ tab, cause }: Place): Fixer => nextAction({ tab, cause, step: 'check', adminName: '', organization: null }).by;

/** Where the cases stand that this one can fix, of all the places where there are cases. No case is in two of them. */
export function fixerPlaces(standing: readonly Place[], by: Fixer): readonly FixerPlace[] {
  return supportTabs.flatMap((tab): FixerPlace[] => {
    const here = standing.filter((place) => place.tab === tab);
    const theirs = here.filter((place) => fixerIn(place) === by);
    if (theirs.length === 0) return [];
    return [{ tab, causes: theirs.length === here.length ? null : [...new Set(theirs.map(({ cause }) => cause ?? ''))] }];
  });
}

/** Whether a case stands in one of the places. */
export const isPlaced = ({ tab, cause }: Place, places: readonly FixerPlace[]): boolean =>
  places.some((place) => place.tab === tab && (place.causes === null || place.causes.includes(cause ?? '')));
