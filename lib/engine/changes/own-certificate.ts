import type { Outcome } from '../../domain/change';
import type { CredentialRecord } from '../../domain/credential';
import type { Facts } from '../../domain/facts';
import type { Observed } from '../../domain/observed';
import { ownCredentials } from '../../domain/state';
import { PortalError } from '../../error';
import { keyIdFor } from './certificate';
import type { PlannedContext } from './change-context';
import { withoutKey } from './credential';
import { notShownYet, removeFromApp } from './remove-certificates';

/**
 * Removes FortifyData's certificate after the admin has chosen a client secret in its place and that is live. Every attempt at it is one
 * entry on the app; one that is gone already counts as removed.
 */
export async function removeOwnCertificate(context: PlannedContext, attempt: string): Promise<Outcome<Facts>> {
  const { record, observed } = context;
  const thumbprint = record.credentials.find((item) => item.attempt === attempt)?.thumbprint;
  if (!thumbprint || record.certificate) throw new PortalError('internal', 'no certificate to remove');
  const attempts = ownCredentials(record).filter((item) => item.thumbprint === thumbprint);
  const keyId = keyIdFor(attempts[0]?.applicationObjectId ?? '', thumbprint);
  const gone = entriesOf(
    attempts.map((item) => item.keyId ?? keyId),
    thumbprint,
    observed,
  );
  if ((await removeFromApp(context, gone)) === 'lagging') return notShownYet(context);
  const credentials = attempts.map((item): CredentialRecord => ({ ...item, keyId: item.keyId ?? keyId, state: 'removed' }));
  return { kind: 'done', facts: { credentials, observed: gone.reduce(withoutKey, observed) } };
}

/** Key ids under which the app may carry it: it may have been there before, under another id. */
function entriesOf(keyIds: readonly string[], thumbprint: string, { application }: Observed): string[] {
  const listed = (application?.certificates ?? []).filter((item) => item.thumbprint === thumbprint);
  return [...new Set([...keyIds, ...listed.map((item) => item.keyId)])];
}
