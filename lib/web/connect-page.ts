import { headers } from 'next/headers';
import type { ConnectionView } from '../contract/connection';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { cloudFor } from '../domain/clouds';
import type { ConnectionRecord } from '../domain/connection';
import { env } from '../env';
import { currentSession } from './session';
import { connectionView } from './view/connection-view';

export type ConnectPage = { readonly signedIn: false } | { readonly signedIn: true; readonly view: ConnectionView };

/** Newest journal lines that a page shows. */
const shownOperations = 60;

/** What the working page and the printable receipt show: the connection of this browser's session, or that there is none. */
export async function connectPage(): Promise<ConnectPage> {
  const session = await currentSession((await headers()).get('cookie'));
  const record = session && (await connectionData.load(session.key));
  return session && record ? { signedIn: true, view: await viewOf(session.key, record) } : { signedIn: false };
}

/** A record as the browser gets it, with its timeline. */
export async function viewOf(key: ConnectionKey, record: ConnectionRecord): Promise<ConnectionView> {
  const { appBaseUrl, cloudId, practiceCloudUrl } = env();
  return connectionView({
    record,
    operations: await connectionData.operations(key, shownOperations),
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL('/api/consent/callback', appBaseUrl).href,
    now: new Date(),
  });
}

export { connectPage as receiptPage };
