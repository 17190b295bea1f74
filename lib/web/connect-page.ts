import { headers } from 'next/headers';
import type { ConnectionView } from '../contract/connection';
import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
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
  const record = session && (await connectionData.load(session.key));
  return session && record ? { signedIn: true, view: await viewOf(session, record) } : { signedIn: false };
}

/** Whose browser it is. */
type Viewer = Pick<AdminSession, 'key' | 'person'>;

/** A record as this person's browser gets it, with its timeline. */
export async function viewOf({ key, person }: Viewer, record: ConnectionRecord): Promise<ConnectionView> {
  const { appBaseUrl, cloudId, practiceCloudUrl, certificate } = env();
  return connectionView({
    record,
    person,
    operations: await connectionData.operations(key, shownOperations),
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
    now: databaseNow(),
    certificate,
  });
}

export { connectPage as receiptPage };
