import { type Admission, isExpected } from './admission';
import type { ConnectionRecord } from './connection';

/** `anew`: bound, and looked at before anything else. `unread`: opened as without an invitation, until a look says whose it is. */
export type Bound = 'yes' | 'anew' | 'unread' | 'apart';

/**
 * An organization that has a connection is asked for nothing new, unless it is the expected one or was let in. While that is not known, one
 * that has agreed to nothing yet is bound, for the look comes before its plan; one that has would be stopped by no look, and is not.
 */
export function bindingOf(known: ConnectionRecord, { id, expected, releasedAt }: Admission): Bound {
  if (known.invitation?.id === id || releasedAt !== null) return 'yes';
  const fit = isExpected(known, expected);
  if (fit !== null) return fit ? 'yes' : 'apart';
  return known.acceptedAt || known.connectedAt ? 'unread' : 'anew';
}
