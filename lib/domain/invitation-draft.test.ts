import { describe, expect, test } from 'vitest';
import { type InvitationDraft, readDraft } from './invitation-draft';

const good: InvitationDraft = {
  customer: ' Bramfield Insurance ',
  customerId: 'C-1041',
  expects: 'Bramfield.example',
  contact: 'anne.bram@bramfield.example',
  note: 'Away on Friday.\r\nReviewer: J. Pell.',
};

test('a good draft becomes an invitation, trimmed', () => {
  expect(readDraft(good)).toEqual({
    invitation: {
      customer: 'Bramfield Insurance',
      customerId: 'C-1041',
      expected: { kind: 'domain', domain: 'bramfield.example' },
      contact: 'anne.bram@bramfield.example',
      note: 'Away on Friday.\nReviewer: J. Pell.',
    },
  });
});

test('formulas and signs of any language are text', () => {
  const customer = '=HYPERLINK("x") Müller 支社 🙂';
  expect(readDraft({ ...good, customer, note: '' })).toMatchObject({ invitation: { customer, note: null } });
});

describe('each fault is named at its field', () => {
  test.each([
    ['customer', '', /name of the customer/],
    ['customer', 'a\nb', /one line/],
    ['customer', 'a\u0000b', /control character/],
    ['customer', 'a\ud800', /half a character/],
    ['customer', 'x'.repeat(201), /200 characters at most/],
    ['customerId', '  ', /FortifyData’s id/],
    ['expects', '', /tenant id, or a domain/],
    ['expects', 'harrow glass', /as in a web address, without a space/],
    ['expects', 'https://contoso.com', /without https/],
    ['expects', 'anne@contoso.com', /domain alone/],
    ['expects', 'contoso', /ending, such as \.com/],
    ['expects', '-.com', /neither a tenant id nor a domain/],
    ['contact', '', /one mail address/],
    ['contact', 'anne.bram@bramfield', /no ending, such as \.com/],
    ['contact', 'anne', /such as anne@contoso\.com/],
    ['contact', 'a@b@c.com', /such as anne@contoso\.com/],
    ['contact', 'Anne <anne@contoso.com>', /without a name/],
    ['contact', 'a@contoso.com;b@contoso.com', /one mail address alone/],
    ['contact', 'a@contoso.com?bcc=x', /no domain/],
    ['note', 'a\u001bb', /control character/],
    ['note', 'x'.repeat(2001), /2000 characters at most/],
  ] as const)('%s %j', (field, text, reason) => {
    expect(readDraft({ ...good, [field]: text })).toEqual({ faults: [{ field, reason: expect.stringMatching(reason) }] });
  });

  test('and all of them at once', () => {
    const read = readDraft({ customer: '', customerId: '', expects: '', contact: '', note: '\u0000' });
    expect('faults' in read && read.faults.map(({ field }) => field)).toEqual(['customer', 'customerId', 'expects', 'contact', 'note']);
  });
});
