import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose';
import { cloudFor } from '../domain/clouds';
import type { SealOrder } from './messages';

/** What a sealer meets; each may be replaced by a test. */
export type Behavior = (request: IncomingMessage, response: ServerResponse) => void;

export interface FakeMicrosoft {
  readonly origin: string;
  /** Path of each request so far. */
  readonly seen: string[];
  /** The one secret it gives out, and its key id. */
  readonly secretText: string;
  readonly keyId: string;
  addPassword: Behavior;
  token: Behavior;
  close(): void;
}

export const roles = { graph: ['SecurityEvents.Read.All'], endpoint: ['Machine.Read.All'], 'threat-protection': ['Incident.Read.All'] };
const allRoles = Object.values(roles).flat();

export const json =
  (status: number, body: unknown): Behavior =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': randomUUID() }).end(JSON.stringify(body));
  };
export const stall: Behavior = () => undefined;
export const reset: Behavior = (request) => void request.socket.destroy();

/** The three addresses a sealer calls, on loopback: for the ways in which Microsoft breaks, which the practice cloud does not have. */
export async function fakeMicrosoft(): Promise<FakeMicrosoft> {
  const secretText = `MARKER~${randomUUID()}`;
  const keyId = randomUUID();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const url = (request.url ?? '').split('?')[0] ?? '';
    seen.push(url);
    if (url.endsWith('/addPassword')) fake.addPassword(request, response);
    else if (url.endsWith('/token')) fake.token(request, response);
    else json(200, { value: [{}] })(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const times = { startDateTime: '2026-11-23T10:00:00Z', endDateTime: '2028-11-22T10:00:00Z' };
  const access_token = new UnsecuredJWT({ roles: allRoles }).encode();
  const fake: FakeMicrosoft = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    secretText,
    keyId,
    addPassword: json(200, { keyId, ...times, secretText }),
    token: json(200, { token_type: 'Bearer', expires_in: 3599, access_token }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return fake;
}

/** An order of a new tenant to a practice origin, and the key that opens what comes of it. */
export async function orderFor(origin: string): Promise<{ order: SealOrder; privateKey: CryptoKey }> {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(pair.publicKey);
  const sealKey = { kty, crv, x, y };
  const [tenantId, appId] = [randomUUID(), randomUUID()];
  const order: SealOrder = {
    kind: 'order',
    cloud: cloudFor('practice', origin),
    delegatedToken: new UnsecuredJWT({ tid: tenantId, marker: 'DELEGATED-MARKER' }).encode(),
    applicationObjectId: randomUUID(),
    binding: { connectionId: randomUUID(), tenantId, appId, attempt: randomUUID(), purpose: 'microsoft-defender' },
    displayName: 'FortifyDataAPISecret',
    startsAt: new Date('2026-11-23T10:00:00Z'),
    expiresAt: new Date('2028-11-22T10:00:00Z'),
    notAfter: new Date(Date.now() + 600_000),
    sealKey,
    sealThumbprint: await calculateJwkThumbprint(sealKey),
    wantedRoles: roles,
  };
  return { order, privateKey: pair.privateKey };
}
