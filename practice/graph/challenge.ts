import { GraphFailure } from './call';
import type { Incoming } from './dispatch';

/** The authentication context that a stronger sign-in is to have. */
const context = 'c1';

/**
 * A tenant may demand more proof for some calls of people (Microsoft identity platform, "Claims challenge" and "Continuous access
 * evaluation"): the answer names the claims which the next sign-in is to ask for.
 * @throws GraphFailure 401 for a session that is to be proved anew, 403 for one that is too weak
 */
export function challenge({ cloud, tenant, caller, method, path }: Incoming): void {
  const wish = tenant.settings.challenge;
  if (!wish || caller.kind !== 'user' || !new RegExp(wish.calls).test(`${method} /v1.0/${path}`)) return;
  const revoked = wish.form === 'revoked';
  if (!wish.unmet && caller.proved.includes(revoked ? 'revoked' : context)) return;
  const claim = revoked
    ? { nbf: { essential: true, value: String(cloud.clock.seconds()) } }
    : { acrs: { essential: true, value: context } };
  const claims = Buffer.from(JSON.stringify({ access_token: claim })).toString('base64');
  const headers = {
    'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${claims}"`,
  };
  if (revoked) {
    const message =
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp';
    throw new GraphFailure(401, 'InvalidAuthenticationToken', { message, headers });
  }
  throw new GraphFailure(403, 'insufficient_claims', { message: 'The presented access tokens are not sufficient.', headers });
}
