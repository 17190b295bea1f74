import { env } from '../env';
import { PortalError } from '../error';

/**
 * Refuses a state change that did not come from a page of ours: `Origin` must be the configured origin (a missing one and `null` are
 * refused), `Sec-Fetch-Site`, where a browser sends it, must be same-origin, and our own header must be there, which no form of another
 * site can send. Nothing is read from Host or X-Forwarded-*.
 * @throws PortalError `forbidden`
 */
export function requireSameOrigin(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const fromUs = headers.get('origin') === env().appBaseUrl.origin && (site === null || site === 'same-origin');
  if (!fromUs || headers.get('x-requested-with') !== 'defender-connect')
    throw new PortalError('forbidden', 'the request did not come from our own page');
}
