import { beforeAll } from 'vitest';
import type { ConnectionKey } from '../data/data';
import { newConnection, withOwnDatabase } from '../data/owned.test-data';
import { person } from '../domain/record.test-data';
import { beginSession } from './session';

export const origin = 'https://localhost:3000';
/** Nobody listens there: a test that came as far as Microsoft would see it as unreachable. */
const nowhere = 'http://127.0.0.1:1';

/** For a test file: a portal on an https origin with a database of its own. */
export function withPortal(): void {
  withOwnDatabase();
  beforeAll(() => {
    Object.assign(process.env, { APP_BASE_URL: origin, PRACTICE_CLOUD_URL: nowhere });
  });
}

/** The value of a `Set-Cookie` as a browser sends it back. */
export const cookieOf = (setCookie: string | null): string => (setCookie ?? '').split(';')[0] ?? '';

/** A browser that is signed in to a connection, a new one unless given. */
export async function signedIn(key?: ConnectionKey): Promise<{ key: ConnectionKey; cookie: string }> {
  const own = key ?? (await newConnection());
  const expiresAt = new Date(Date.now() + 3_600_000);
  const setCookie = await beginSession({ key: own, person, accessToken: 'ACCESS-TOKEN-MARKER', expiresAt });
  return { key: own, cookie: cookieOf(setCookie) };
}

/** What the browser sends with a press of a button on one of our own pages. */
export const ownPage = {
  origin,
  'sec-fetch-site': 'same-origin',
  'x-requested-with': 'defender-connect',
  'content-type': 'application/json',
};

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Call {
  readonly path?: string;
  readonly id?: string;
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit;
}

const paramsOf = (id: string | undefined): Record<string, string> => (id === undefined ? {} : { id });
const contextOf = (id: string | undefined) => ({ params: Promise.resolve(paramsOf(id)) });

/** Calls a POST handler as a server would; without a body it sends `{}`. */
export function post(handler: Handler, { path = '/api/x', id, headers = ownPage, body = '{}' }: Call = {}): Promise<Response> {
  const stream = body instanceof ReadableStream ? { duplex: 'half' } : {};
  return handler(new Request(`${origin}${path}`, { method: 'POST', headers, body, ...stream }), contextOf(id));
}

/** Calls a GET handler as a server would. */
export function get(handler: Handler, { path = '/api/x', id, headers = {} }: Omit<Call, 'body'> = {}): Promise<Response> {
  return handler(new Request(`${origin}${path}`, { headers }), contextOf(id));
}
