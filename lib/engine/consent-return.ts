import type { ConnectionKey, ConsentDeparture } from '../data/data';
import type { ConnectionRecord } from '../domain/connection';
import type { ConsentOutcome } from '../domain/consent';
import { consentCameBack, decide, departForConsent } from './commands';
import type { Actor, Ports } from './ports';

/** A departure stays good this long: people read the page at Microsoft. */
const departureLifeMs = 30 * 60_000;

/**
 * Sends the admin to Microsoft's consent page of the tenant, for the application and nothing else.
 * @param leaving.state random value that comes back with the callback; only its hash is stored
 * @returns the address; the v1 endpoint with the tenant's id covers all three APIs and needs no scope
 * @throws PortalError `stale` when there is nothing to approve
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#request-the-permissions-from-a-directory-admin
 */
export async function departureToConsent(
  ports: Ports,
  key: ConnectionKey,
  leaving: { actor: Actor; state: string; stateHash: string; sessionHash: string },
): Promise<string> {
  const record = await decide(ports, key, { actor: leaving.actor, command: departForConsent });
  const expiresAt = new Date(ports.now().getTime() + departureLifeMs);
  // a process that waited for this since the app was created has ended by itself when the admin took long
  ports.sealers.prepare();
  await ports.data.rememberConsent(key, { stateHash: leaving.stateHash, sessionHash: leaving.sessionHash, expiresAt });
  return consentPage(ports, record, leaving.state);
}

/** Address of Microsoft's consent page of a tenant for the application; whoever approves, the app's one redirect URI is where it ends. */
export function consentPage({ settings }: Ports, { tenantId, appId }: ConnectionRecord, state: string): string {
  const url = new URL(`${settings.cloud.authorityUrl}/${tenantId}/adminconsent`);
  url.searchParams.set('client_id', appId ?? '');
  url.searchParams.set('redirect_uri', settings.callbackUrl);
  url.searchParams.set('state', state);
  return url.href;
}

/**
 * Takes note of a return that this session has departed for. The departure is used up after the note is written, so that a return
 * which could not be written may come again; of two at once both may write the same note, which only lets us look at Graph.
 * @returns false, and nothing written, for any other return: unknown, used, too old, of another session
 * @throws PortalError `busy` when another request works on the connection for long; the departure stays good
 */
export async function returnFromConsent(
  ports: Ports,
  key: ConnectionKey,
  back: { actor: Actor; departure: Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>; outcome: ConsentOutcome },
): Promise<boolean> {
  if (!(await ports.data.awaitsConsent(key, back.departure))) return false;
  // as at the departure: people read Microsoft's page for minutes
  ports.sealers.prepare();
  await decide(ports, key, { actor: back.actor, command: consentCameBack(back.actor, back.outcome) });
  await ports.data.consumeConsent(key, back.departure);
  return true;
}
