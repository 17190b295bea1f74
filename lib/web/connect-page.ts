import { headers } from 'next/headers';
import type { ConnectionView } from '../contract/connection';
import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
import type { ConnectionKey, OperationRecord } from '../data/data';
import { cloudFor } from '../domain/clouds';
import type { ConnectionRecord } from '../domain/connection';
import { consentCallbackPath } from '../domain/desired';
import { env } from '../env';
import { type AdminSession, currentSession } from './session';
import { connectionView } from './view/connection-view';

export type ConnectPage = { readonly signedIn: false } | { readonly signedIn: true; readonly view: ConnectionView };

/** Newest journal lines that a page shows. */
const shownOperations = 60;

/** What the working page and the printable receipt show: the connection of this browser's session, or that there is none. */
export async function connectPage(): Promise<ConnectPage> {
  const session = await currentSession((await headers()).get('cookie'));
  if (!session) return { signedIn: false };
  const [record, operations] = await Promise.all([connectionData.load(session.key), newestOperations(session.key)]);
  return record ? { signedIn: true, view: drawn(session, record, operations) } : { signedIn: false };
}

const newestOperations = (key: ConnectionKey) => connectionData.operations(key, shownOperations);

/** Whose browser it is. */
type Viewer = Pick<AdminSession, 'key' | 'person'>;

/** A record as this person's browser gets it, with its timeline. */
export async function viewOf(viewer: Viewer, record: ConnectionRecord): Promise<ConnectionView> {
  return drawn(viewer, record, await newestOperations(viewer.key));
}

function drawn({ person }: Viewer, record: ConnectionRecord, operations: readonly OperationRecord[]): ConnectionView {
  const { appBaseUrl, cloudId, practiceCloudUrl } = env();
  return connectionView({
    record,
    person,
    operations,
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
    now: databaseNow(),
  });
}

export { connectPage as receiptPage };
