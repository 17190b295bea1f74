import { Numbers, NumbersQuery } from '@/lib/contract/staff-numbers';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';
import { numbers } from '@/lib/web/support/numbers';

/** Funnel, times, causes, health and expiring keys. */
export const GET = staffRead({ query: NumbersQuery, answer: Numbers, handle: ({ query }) => numbers(query) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
