import type { Account } from '../cloud';

/** Entra's `client_info`: which account in which tenant, for the token cache of Microsoft's libraries. */
export const clientInfoOf = ({ tenant, user }: Account): string =>
  Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.id })).toString('base64url');
