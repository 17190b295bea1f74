import { expect, test } from 'vitest';
import { invitationAddress, invitationPlaceOf } from './invitation-query';

const id = '1a2b3c4d-0000-4000-8000-00000000000c';
const read = (text: string) => invitationPlaceOf(new URLSearchParams(text));

test.each(['/support/invitations', `/support/invitations?tab=held&q=a%26b&rows=50&at=${id}`])('%s leads to the same place', (address) => {
  expect(invitationAddress(read(address.split('?')[1] ?? ''))).toBe(address);
});

test('what makes no sense in an address is left out', () => {
  expect(read('tab=all&rows=-3&at=x&q=')).toEqual({ tab: 'all', q: '', rows: 25, at: null });
  expect(read('tab=nothing&rows=99999')).toMatchObject({ tab: 'all', rows: 500 });
});
