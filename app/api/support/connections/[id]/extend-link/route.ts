import { EmptyBody } from '@/lib/contract/connection';
import { CaseAnswer } from '@/lib/contract/staff';
import { linkLifeDays } from '@/lib/web/link-token';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeCase } from '@/lib/web/support/change-case';

/** Gives the customer's link to a colleague who approves seven days from now, while nobody has signed in with it. */
export const POST = staffWrite({
  action: 'extend-link',
  body: EmptyBody,
  answer: CaseAnswer,
  handle: ({ id, caller }) => changeCase(id, caller, { kind: 'extend-link', lifeDays: linkLifeDays }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
