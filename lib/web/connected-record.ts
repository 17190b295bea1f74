import { connectionData } from '../data/connections';
import { consentCallbackPath } from '../domain/desired';
import type { Receipt } from '../domain/receipt';
import { env } from '../env';
import { PortalError } from '../error';
import type { AdminSession } from './session';
import { receiptDocument } from './view/receipt-document';

/**
 * The receipt of this session's connection.
 * @throws PortalError `not-found` while the tenant is not connected
 */
export async function connectedRecord(session: AdminSession): Promise<{ document: Receipt }> {
  const record = await connectionData.load(session.key);
  const document = record && receiptDocument(record, new URL(consentCallbackPath, env().appBaseUrl).href);
  if (!document) throw new PortalError('not-found', 'there is no receipt before the connection is proved');
  return { document };
}
