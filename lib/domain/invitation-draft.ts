import { type Expected, type ExpectedFault, parseExpected } from './expected';

/** The fields of a new invitation, as a form or a row of a file gives them. */
export const draftFields = ['customer', 'customerId', 'expects', 'contact', 'note'] as const;
export type DraftField = (typeof draftFields)[number];
export type InvitationDraft = Readonly<Record<DraftField, string>>;

/** What is wrong with one field, in a sentence that says what to write. */
export interface FieldFault {
  readonly field: DraftField;
  readonly reason: string;
}

/** An invitation that can be made. */
export interface NewInvitation {
  readonly customer: string;
  readonly customerId: string;
  readonly expected: Expected;
  readonly contact: string;
  readonly note: string | null;
}

const longest: Readonly<Record<DraftField, number>> = {
  customer: 200,
  customerId: 100,
  expects: 300,
  contact: 254,
  note: 2000,
};

const expectedWords: Readonly<Record<ExpectedFault, string>> = {
  empty: 'Write a tenant id, or a domain of the organization',
  scheme: 'Write the domain alone, without https://',
  address: 'Write the domain alone, without a path, a port or a mail address',
  space: 'Write the domain as in a web address, without a space',
  'no-dot': 'This is no tenant id, and a domain has an ending, such as .com',
  'not-a-domain': 'This is neither a tenant id nor a domain. Write it as in a web address',
};

/** Reads what was typed. @returns the invitation, or every fault of every field */
export function readDraft(typed: InvitationDraft): { readonly invitation: NewInvitation } | { readonly faults: readonly FieldFault[] } {
  const draft = trimmed(typed);
  const expected = parseExpected(draft.expects);
  const faults = draftFields.flatMap((field) => {
    const reason = textFault(field, draft[field]) ?? (field === 'contact' ? contactFault(draft.contact) : null);
    if (reason !== null) return [{ field, reason }];
    return field === 'expects' && expected.kind === 'fault' ? [{ field, reason: expectedWords[expected.code] }] : [];
  });
  if (faults.length > 0 || expected.kind === 'fault') return { faults };
  const { customer, customerId, contact, note } = draft;
  return { invitation: { customer, customerId, expected, contact, note: note === '' ? null : note } };
}

function trimmed(typed: InvitationDraft): InvitationDraft {
  const { customer, customerId, expects, contact, note } = typed;
  return {
    customer: customer.trim(),
    customerId: customerId.trim(),
    expects: expects.trim(),
    contact: contact.trim(),
    note: note.trim().replaceAll('\r\n', '\n'),
  };
}

const missing: Readonly<Partial<Record<DraftField, string>>> = {
  customer: 'Write the name of the customer',
  customerId: 'Write FortifyData’s id of the customer',
  contact: 'Write one mail address, to which the link goes',
};

function textFault(field: DraftField, text: string): string | null {
  if (text === '') return missing[field] ?? null;
  if (text.length > longest[field]) return `Write ${longest[field]} characters at most`;
  if (/\p{Cs}/u.test(text)) return 'This holds half a character. Type it anew';
  const control = field === 'note' ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u;
  return control.test(text) ? 'This holds a line break or another control character. Write it in one line' : null;
}

function contactFault(contact: string): string | null {
  if (/[\s,;<>"]/.test(contact)) return 'Write one mail address alone, without a name and without spaces';
  const [name, domain, ...more] = contact.split('@');
  if (!name || !domain || more.length > 0) return 'Write a mail address, such as anne@contoso.com';
  if (!domain.includes('.')) return 'This address has no ending, such as .com';
  return parseExpected(domain).kind === 'domain' ? null : 'Behind the @ stands no domain';
}
