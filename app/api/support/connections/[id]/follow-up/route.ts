import { CaseAnswer, FollowUpBody } from '@/lib/contract/staff';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeCase } from '@/lib/web/support/change-case';

/** Sets the day on which somebody looks again, or takes it away. */
export const POST = staffWrite({
  action: 'follow-up',
  body: FollowUpBody,
  answer: CaseAnswer,
  handle: ({ id, caller, body }) => changeCase(id, caller, { kind: 'follow-up', on: body.on }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
