import { randomUUID } from 'node:crypto';
import { CaseAnswer, NoteBody } from '@/lib/contract/staff';
import { onlyMethod, staffWrite } from '@/lib/web/staff-route';
import { changeCase } from '@/lib/web/support/change-case';

/** Adds a note; notes are never changed. */
export const POST = staffWrite({
  action: 'note',
  body: NoteBody,
  answer: CaseAnswer,
  handle: ({ id, caller, body }) => changeCase(id, caller, { kind: 'note', id: body.id ?? randomUUID(), text: body.text }),
});

const other = onlyMethod('POST');

export { other as DELETE, other as GET, other as PATCH, other as PUT };
