import type { CaseList } from '@/lib/contract/staff-list';
import { joined } from './list-changes';
import { filterText, type ListPlace } from './list-query';
import type { Staff } from './staff';
import { askPortal, type StaffAnswer } from './staff-request';

const mostAtOnce = 100;

/** Reads the first `rows` rows of a filtered list, page by page behind the last row of the one before. */
export async function loadList(staff: Staff, place: ListPlace, signal: AbortSignal): Promise<StaffAnswer<CaseList>> {
  let list: CaseList | null = null;
  let asked = 0;
  for (;;) {
    const limit = Math.min(mostAtOnce, place.rows - asked);
    asked += limit;
    const query = new URLSearchParams(filterText(place.filter));
    query.set('limit', String(limit));
    if (list?.cursor) query.set('cursor', list.cursor);
    const answer: StaffAnswer<CaseList> = await askPortal(staff, { path: `/api/support/connections?${query}`, signal });
    if (answer.kind !== 'ok') return answer;
    list = list ? joined(list, answer.body) : answer.body;
    if (list.cursor === null || asked >= place.rows) return { ...answer, body: list };
  }
}
