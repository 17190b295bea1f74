import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { type Opened, openInvited } from '../data/invited-sign-ins';
import { openConnection, reopenConnection, type SignIn } from '../data/sign-ins';
import type { InvitedBrowser } from '../domain/invitation';
import { env } from '../env';
import { log } from '../log';
import { settleHold } from './held';

/** Who signed in, by a verified id token of this deployment's cloud. */
export type VerifiedSignIn = Omit<SignIn, 'cloud'>;

export type TenantOpened =
  | { readonly kind: 'opened'; readonly key: ConnectionKey }
  /** The tenant has no connection, and this deployment begins none without an invitation. Nothing was written. */
  | { readonly kind: 'not-invited' }
  | Exclude<Opened, { kind: 'opened' }>;

/**
 * The connection of a verified tenant. With an invitation it is found or begun and bound to it; without one it is begun where the operator
 * allows an open start, and found anywhere: whoever has begun may come back.
 */
export async function openTenant(signIn: VerifiedSignIn, browser: InvitedBrowser | null): Promise<TenantOpened> {
  const { cloudId: cloud, openStart } = env();
  if (browser) return invited(await openInvited({ ...signIn, cloud, browser }), { invitation: browser.id, tenantId: signIn.tenantId });
  const key = await (openStart ? openConnection : reopenConnection)({ ...signIn, cloud });
  return key ? { kind: 'opened', key } : { kind: 'not-invited' };
}

/** A connection that the invitation has left behind is told so. The sign-in stands, whatever becomes of that: its own page looks as well. */
async function invited(opened: Opened, attempt: { readonly invitation: string; readonly tenantId: string }): Promise<TenantOpened> {
  if (opened.kind === 'taken') log.warn('invitation-taken', attempt);
  if ('left' in opened && opened.left)
    await settleHold({ data: connectionData, now: databaseNow }, opened.left).catch((error: unknown) =>
      log.error('hold-not-settled', { error }),
    );
  return opened;
}
