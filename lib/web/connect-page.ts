import { headers } from 'next/headers';
import type { ConnectionView } from '../contract/connection';
import { newestLink } from '../data/approval-links';
import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
import type { ConnectionKey, OperationRecord } from '../data/data';
import type { ApprovalLink } from '../domain/approval-link';
import { cloudFor } from '../domain/clouds';
import type { ConnectionRecord } from '../domain/connection';
import { consentCallbackPath } from '../domain/desired';
import { env } from '../env';
import { databaseAway } from './answer';
import { answerUnavailable } from './page-status';
import { type AdminSession, currentSession } from './session';
import { connectionView } from './view/connection-view';

/** There is no session; or, with the trace number of `away`, the database could not be asked whether there is one. */
interface NotShown {
  readonly signedIn: false;
  readonly away: string | null;
}

export type ConnectPage = NotShown | { readonly signedIn: true; readonly view: ConnectionView };

/** Newest journal lines that a page shows. */
const shownOperations = 60;

/** What the working page and the printable receipt show: the connection of this browser's session, or that there is none. */
export async function connectPage(): Promise<ConnectPage> {
  return whatIsThere().catch((error: unknown) => {
    const away = databaseAway(error);
    if (away === null) throw error;
    answerUnavailable();
    return { signedIn: false, away };
  });
}

async function whatIsThere(): Promise<ConnectPage> {
  const session = await currentSession((await headers()).get('cookie'));
  if (!session) return { signedIn: false, away: null };
  const [record, timeline] = await Promise.all([connectionData.load(session.key), timelineOf(session.key)]);
  return record ? { signedIn: true, view: drawn(session, record, timeline) } : { signedIn: false, away: null };
}

/** What a page shows beside the record: the newest journal lines, and the newest link to a colleague. */
interface Timeline {
  readonly operations: readonly OperationRecord[];
  readonly handOver: ApprovalLink | null;
}

async function timelineOf(key: ConnectionKey): Promise<Timeline> {
  const [operations, handOver] = await Promise.all([connectionData.operations(key, shownOperations), newestLink(key)]);
  return { operations, handOver };
}

/** Whose browser it is. */
type Viewer = Pick<AdminSession, 'key' | 'person' | 'accessToken'>;

/** A record as this person's browser gets it, with its timeline. */
export async function viewOf(viewer: Viewer, record: ConnectionRecord): Promise<ConnectionView> {
  return drawn(viewer, record, await timelineOf(viewer.key));
}

function drawn({ person, accessToken }: Viewer, record: ConnectionRecord, { operations, handOver }: Timeline): ConnectionView {
  const { appBaseUrl, cloudId, practiceCloudUrl, certificate } = env();
  return connectionView({
    record,
    person,
    operations,
    handOver,
    tokenLives: accessToken !== null,
    cloud: cloudFor(cloudId, practiceCloudUrl?.origin ?? null),
    callbackUrl: new URL(consentCallbackPath, appBaseUrl).href,
    now: databaseNow(),
    certificate,
  });
}

export { connectPage as receiptPage };
