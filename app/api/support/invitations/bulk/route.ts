import { BulkAnswer, BulkBody } from '@/lib/contract/staff-invitation-sheet';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { makeMany } from '@/lib/web/support/sheet';
import { sheetLimitBytes } from '@/lib/web/support/sheet-file';

/** Invites the customers of a file; the one answer that shows the links. */
export const POST = staffWrite({
  action: 'invitation.created',
  of: 'invitation',
  body: BulkBody,
  limitBytes: sheetLimitBytes,
  answer: BulkAnswer,
  handle: ({ caller, body }) => makeMany(body, caller),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
