import type { ConnectionRecord } from './connection';
import { isPasswordOf } from './credential';
import type { Observed, ObservedPassword } from './observed';

/**
 * Keys on our application that no attempt of this connection accounts for: somebody else made them, and who holds one can use
 * everything the administrator approves.
 */
export function foreignKeys(record: Pick<ConnectionRecord, 'credentials'>, observed: Observed): readonly ObservedPassword[] {
  const isOurs = (password: ObservedPassword) =>
    record.credentials.some(
      (credential) => credential.keyId === password.keyId || (!credential.keyId && isPasswordOf(credential, password)),
    );
  return (observed.application?.passwords ?? []).filter((password) => !isOurs(password));
}
