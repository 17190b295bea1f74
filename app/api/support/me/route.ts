import { StaffMe } from '@/lib/contract/staff';
import { asStaff } from '@/lib/data/prisma';
import { rememberStaff } from '@/lib/data/staff-people';
import { NoQuery } from '@/lib/web/staff-query';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';

/** Who this token is, as the server sees it. */
export const GET = staffRead({
  query: NoQuery,
  answer: StaffMe,
  async handle({ caller }) {
    await asStaff((tx) => rememberStaff(tx, caller));
    return caller;
  },
});

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
