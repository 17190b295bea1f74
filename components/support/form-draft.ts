import { draftFields, type InvitationDraft } from '@/lib/domain/invitation-draft';

const formOfAll = (typed: (field: (typeof draftFields)[number]) => string): InvitationDraft => ({
  customer: typed('customer'),
  customerId: typed('customerId'),
  expects: typed('expects'),
  contact: typed('contact'),
  note: typed('note'),
});

/** The form with nothing in it. */
export const emptyForm: InvitationDraft = formOfAll(() => '');

/** A form as the text of a draft; an empty one is no text. */
export const formText = (form: InvitationDraft): string =>
  draftFields.every((field) => form[field] === '') ? '' : JSON.stringify(formOfAll((field) => form[field]));

/** The form that was kept as text; a field that is not there, or is no text, is empty. */
export function keptForm(text: string): InvitationDraft {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text);
  } catch {
    return emptyForm;
  }
  return formOfAll((field) => {
    const value: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, field) : '';
    return typeof value === 'string' ? value : '';
  });
}
