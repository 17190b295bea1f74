import { CaseAnswer, OwnerBody } from '@/lib/contract/staff';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeCase } from '@/lib/web/support/change-case';

/** Gives the case to somebody of the staff, or to nobody. */
export const POST = staffWrite({
  action: 'owner',
  body: OwnerBody,
  answer: CaseAnswer,
  handle: ({ id, caller, body }) =>
    changeCase(id, caller, { kind: 'owner', oid: body.owner === 'me' ? caller.oid : body.owner === 'nobody' ? null : body.owner }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
