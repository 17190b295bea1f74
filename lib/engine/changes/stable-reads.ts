import type { Outcome } from '../../domain/change';
import { applicationComplete } from '../../domain/difference';
import type { Facts } from '../../domain/facts';
import { PortalError } from '../../error';
import { waitsTooLong } from '../patience';
import type { PlannedContext } from './change-context';

/** How often we look while Microsoft copies, in seconds. */
const lookEverySeconds = 3;
const readsInARow = 2;

/**
 * Two reads in a row must show the application whole and its principal: the consent page reads the same copies, and one that lags shows
 * an old list or no app at all.
 */
export async function awaitStableReads(context: PlannedContext): Promise<Outcome<Facts>> {
  for (let row = 0; row < readsInARow; row += 1) {
    const seen = await looksWhole(context);
    if (seen !== true) return notWhole(context, seen);
  }
  return { kind: 'done', facts: { stableAt: context.ports.now() } };
}

function notWhole({ ports, record }: PlannedContext, detail: string): Outcome<Facts> {
  if (waitsTooLong(record, ports.now())) return { kind: 'refused', problem: 'application-gone', evidence: { 'Last look': detail } };
  return { kind: 'wait', reason: 'replication', retryAfterSeconds: lookEverySeconds, detail };
}

async function looksWhole({ ports, record, caller, desired }: PlannedContext): Promise<true | string> {
  const { applicationObjectId, servicePrincipalId } = record;
  if (!applicationObjectId || !servicePrincipalId) throw new PortalError('internal', 'nothing to read back yet');
  const { application, servicePrincipal } = await ports.microsoft.readApplication(caller, { applicationObjectId, servicePrincipalId });
  if (!application) return 'not there yet';
  if (!applicationComplete(desired, application)) return 'there, list not complete';
  return servicePrincipal ? true : 'there, service principal not yet';
}
