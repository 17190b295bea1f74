import { SheetBody, SheetReport } from '@/lib/contract/staff-invitation-sheet';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { checkSheet } from '@/lib/web/support/sheet';
import { sheetLimitBytes } from '@/lib/web/support/sheet-file';

/** What would become of a file of customers, row by row. Writes nothing. */
export const POST = staffWrite({
  action: 'invitation.checked',
  of: 'invitation',
  body: SheetBody,
  limitBytes: sheetLimitBytes,
  answer: SheetReport,
  handle: ({ body }) => checkSheet(body.file),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
