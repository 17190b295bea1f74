import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { person } from '../domain/record.test-data';
import { noteInvitationOpened, redeemInvitation } from './invitations';
import { browserOf, newInvitation } from './invitations.test-data';
import { openInvited } from './invited-sign-ins';
import { redeemLaunch } from './launches';
import { completed, everything, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const expected = { kind: 'domain', domain: 'contoso.example' } as const;
const elsewhere = { kind: 'tenant', tenantId: randomUUID() } as const;
async function used(wanted: typeof expected | typeof elsewhere) {
  const browser = browserOf(await newInvitation(wanted));
  await redeemInvitation(browser);
  return browser;
}

/** Each step of an invitation, ready to be taken. */
const steps: Record<string, () => Promise<() => Promise<unknown>>> = {
  'an opening': async () => {
    const { tokenHash } = await newInvitation(expected);
    return () => noteInvitationOpened(tokenHash);
  },
  'a redemption': async () => {
    const browser = browserOf(await newInvitation(expected));
    return () => redeemInvitation(browser);
  },
  'a launch': async () => {
    const launch = { idHash: randomUUID(), customer: 'x', customerId: 'x', expected, browserHash: randomUUID() };
    return () => redeemLaunch({ ...launch, expiresAt: new Date(Date.now() + 60_000) }, 7);
  },
  'a first sign-in': async () => {
    const [browser, tenantId] = [await used(expected), randomUUID()];
    return () => openInvited({ cloud: 'global', tenantId, person, browser });
  },
  'a sign-in that is held': async () => {
    const [browser, tenantId] = [await used(elsewhere), randomUUID()];
    return () => openInvited({ cloud: 'global', tenantId, person, browser });
  },
  'a sign-in of a connected organization': async () => {
    const [browser, { tenantId }] = [await used(expected), await completed()];
    return () => openInvited({ cloud: 'global', tenantId, person, browser });
  },
  'a sign-in that is held beside a connection': async () => {
    const [browser, { tenantId }] = [await used(elsewhere), await completed()];
    return () => openInvited({ cloud: 'global', tenantId, person, browser });
  },
};

test.each(Object.entries(steps))('%s that breaks before its end leaves nothing behind, and can be taken again', async (_, prepare) => {
  const step = await prepare();
  const before = await everything();
  const append = 'FUNCTION append_audit(text, text, uuid, uuid, text)';
  await owner().query(`REVOKE EXECUTE ON ${append} FROM portal_app`);
  await expect(step().finally(() => owner().query(`GRANT EXECUTE ON ${append} TO portal_app`))).rejects.toThrow(/append_audit/);
  expect(await everything()).toBe(before);
  await step();
  const after = await everything();
  expect(after).not.toBe(before);
});
