import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { withOwnDatabase } from '../data/owned.test-data';
import { origin } from './portal.test-data';

export const staffTenant = '5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318';
const staffApp = 'e47a9b35-2d16-4f8c-9a01-7c53d8f1b640';
export const rhea = { oid: '1a2b3c4d-0000-4000-8000-00000000000a', name: 'Rhea Reader', roles: ['Support.Read'] };
export const manu = { oid: '1a2b3c4d-0000-4000-8000-00000000000b', name: 'Manu Manager', roles: ['Support.Manage'] };

let server: Server;
let privateKey: CryptoKey;

/** For a test file: a portal with a database of its own, and a staff tenant whose keys are published on loopback. */
export function withStaff(): void {
  withOwnDatabase();
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    privateKey = pair.privateKey;
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'key-1' }] });
    server = createServer((_, response) => void response.end(keys));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const practice = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      APP_BASE_URL: origin,
      PRACTICE_CLOUD_URL: practice,
      SUPPORT_TENANT_ID: staffTenant,
      SUPPORT_CLIENT_ID: staffApp,
    });
  });
  afterAll(() => void server.close());
}

interface Person {
  readonly oid: string;
  readonly name?: string;
  readonly roles: readonly string[];
}

/** A token of the staff tenant for a person, or with other claims. */
export function staffToken({ oid, name, roles }: Person, claims: Record<string, unknown> = {}): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, nbf: iat, exp: iat + 3600 };
  const own = { tid: staffTenant, oid, sub: oid, azp: staffApp, ver: '2.0', scp: 'access_as_user', name, roles };
  return new SignJWT({ ...own, ...times, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })
    .setIssuer(`https://login.practice.invalid/${staffTenant}/v2.0`)
    .setAudience(staffApp)
    .sign(privateKey);
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Call {
  readonly as?: Person | null;
  /** Sent in place of a new token of that person. */
  readonly token?: string;
  readonly id?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly method?: string;
}

/** Calls a staff route as a server would; `as: null` sends no token. */
export async function ask(handler: Handler, { as = rhea, token, id, query = '', body, method }: Call = {}): Promise<Response> {
  const authorization: Record<string, string> = as ? { authorization: `Bearer ${token ?? (await staffToken(as))}` } : {};
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { ...authorization, 'content-type': 'application/json' } };
  const request = new Request(`${origin}/api/support/x${query}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: authorization,
    ...sent,
  });
  return handler(request, { params: Promise.resolve<Record<string, string>>(id === undefined ? {} : { id }) });
}
