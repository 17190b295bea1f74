import { describe, expect, test } from 'vitest';
import { type Invitation, invitationState } from './invitation';
import { at, ids } from './record.test-data';

const invitation: Invitation = {
  id: '1b3f7a52-6d1c-4e89-9a27-58c1f4e0d937',
  customer: 'Pinecrest Schools',
  customerId: 'C-1042',
  expected: { kind: 'domain', domain: 'pinecrest.example' },
  contact: null,
  note: null,
  via: 'link',
  createdAt: at(0),
  createdBy: { oid: '2b3f7a52-6d1c-4e89-9a27-58c1f4e0d938', name: 'Manu Silva' },
  expiresAt: at(600),
  openedAt: null,
  redeemedAt: null,
  tenantId: null,
  connectionId: null,
  signedInAt: null,
  heldAt: null,
  releasedAt: null,
  releasedBy: null,
  endedAt: null,
  ended: null,
  setback: null,
};
const opened = { ...invitation, openedAt: at(10) };
const redeemed = { ...opened, redeemedAt: at(20) };
const signedIn = { ...redeemed, signedInAt: at(30), tenantId: ids.tenant, connectionId: ids.connection };
const held = { ...signedIn, heldAt: at(30) };
const revoked = { endedAt: at(40), ended: 'revoked' } as const;

describe('an invitation stands', () => {
  test.each([
    ['not opened', invitation, 100, false, 'not-opened'],
    ['opened', opened, 100, false, 'opened'],
    ['in use once a browser has redeemed it', redeemed, 100, false, 'in-use'],
    ['in use while its connection is under way, however late it is', signedIn, 900, false, 'in-use'],
    ['held', held, 100, false, 'held'],
    ['held, however late it is', held, 900, false, 'held'],
    ['in use again when it was released', { ...held, releasedAt: at(50) }, 100, false, 'in-use'],
    ['connected', signedIn, 900, true, 'connected'],
    ['connected, though it was held once', { ...held, releasedAt: at(50) }, 900, true, 'connected'],
    ['held beside a connection that is not its own', { ...held, connectionId: null }, 100, true, 'held'],
    ['expired to the second', opened, 600, false, 'expired'],
    ['expired when nobody signed in in time', redeemed, 900, false, 'expired'],
    ['revoked', { ...redeemed, ...revoked }, 100, false, 'revoked'],
    ['revoked and not expired', { ...opened, ...revoked }, 900, false, 'revoked'],
    ['refused', { ...held, endedAt: at(50), ended: 'refused' as const }, 100, false, 'refused'],
  ])('%s', (_, facts, seconds, connected, state) => expect(invitationState(facts, at(seconds), connected)).toBe(state));
});
