import { joined, type Listed, type Page } from './list-changes';
import type { Staff } from './staff';
import { askPortal, type StaffAnswer } from './staff-request';

const mostAtOnce = 100;

interface Wanted {
  readonly path: string;
  /** The filter as the API takes it. */
  readonly filter: string;
  readonly rows: number;
}

/** Reads the first `rows` rows of a filtered list, page by page behind the last row of the one before. */
export async function loadList<List extends Page<Listed>>(
  staff: Staff,
  { path, filter, rows }: Wanted,
  signal: AbortSignal,
): Promise<StaffAnswer<List>> {
  let list: List | null = null;
  let asked = 0;
  for (;;) {
    const limit = Math.min(mostAtOnce, rows - asked);
    asked += limit;
    const query = new URLSearchParams(filter);
    query.set('limit', String(limit));
    if (list?.cursor) query.set('cursor', list.cursor);
    const answer: StaffAnswer<List> = await askPortal(staff, { path: `${path}?${query}`, signal });
    if (answer.kind !== 'ok') return answer;
    list = list ? joined(list, answer.body) : answer.body;
    if (list.cursor === null || asked >= rows) return { ...answer, body: list };
  }
}
