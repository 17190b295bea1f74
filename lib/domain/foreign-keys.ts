import type { ConnectionRecord } from './connection';
import { isPasswordOf } from './credential';
import type { Observed, ObservedPassword } from './observed';

/**
 * Keys on our application that no attempt of this connection accounts for: somebody else made them, and who holds one can use
 * everything the administrator approves. Old keys of an adopted app are accounted for: the plan removes them after the new one is proved.
 */
export function foreignKeys(record: Pick<ConnectionRecord, 'credentials' | 'adoption'>, observed: Observed): readonly ObservedPassword[] {
  const isOurs = (password: ObservedPassword) =>
    record.credentials.some(
      (credential) => credential.keyId === password.keyId || (!credential.keyId && isPasswordOf(credential, password)),
    );
  const { application } = observed;
  const isToGo = ({ keyId }: ObservedPassword) =>
    record.adoption !== null &&
    record.adoption.objectId === application?.objectId &&
    record.adoption.keys.some((key) => key.keyId === keyId);
  return (application?.passwords ?? []).filter((password) => !isOurs(password) && !isToGo(password));
}
