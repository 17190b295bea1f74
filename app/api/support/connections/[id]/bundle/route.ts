import { Bundle } from '@/lib/contract/staff';
import { json } from '@/lib/web/answer';
import { NoQuery } from '@/lib/web/staff-query';
import { onlyMethod, staffFile } from '@/lib/web/staff-route';
import { bundleOf } from '@/lib/web/support/bundle';

/** The redacted case as a file for a ticket. */
export const GET = staffFile({
  query: NoQuery,
  async handle({ id, caller }) {
    const headers = { 'content-disposition': 'attachment; filename="defender-connect-case.json"' };
    return json(Bundle.parse(await bundleOf(id, caller)), { headers });
  },
});

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
