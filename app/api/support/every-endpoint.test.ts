import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '@/lib/contract/openapi';
import { staffOperations } from '@/lib/contract/openapi-staff';
import { newLink } from '@/lib/data/approval-links.test-data';
import type { ConnectionKey } from '@/lib/data/data';
import type { PrismaClient } from '@/lib/data/generated/client';
import { completed, leasedConnection, newConnection, owner } from '@/lib/data/owned.test-data';
import { clientFor } from '@/lib/data/prisma';
import { origin, signedIn } from '@/lib/web/portal.test-data';
import { ask, manu, staffToken, withStaff } from '@/lib/web/staff.test-data';

withStaff();

const Content = z.looseObject({ schema: z.record(z.string(), z.unknown()) });
const Header = z.object({ required: z.literal(true), schema: z.record(z.string(), z.unknown()) });
const Described = z.object({ content: z.record(z.string(), Content), headers: z.record(z.string(), Header).default({}) });
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), Described.partial()), parameters: z.array(z.unknown()) })),
  ),
});
const described = Document.parse(openApiDocument('https://connect.example.com')).paths;

/** Holds an answer against what the document says of it: status, media type, headers and body. @returns the body */
async function fits(response: Response, route: string, method: string): Promise<string> {
  const { content, headers } = Described.parse(described[route]?.[method]?.responses[String(response.status)]);
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  expect(Object.keys(content)).toEqual([type]);
  for (const [name, { schema }] of Object.entries(headers))
    expect([name, z.fromJSONSchema(schema).safeParse(response.headers.get(name)).error]).toEqual([name, undefined]);
  expect([response.headers.get('cache-control'), response.headers.has('content-disposition')]).toEqual([
    'no-store',
    'content-disposition' in headers,
  ]);
  const text = await response.text();
  const body = type.endsWith('json') ? JSON.parse(text) : text;
  expect(z.fromJSONSchema(content[type]?.schema ?? {}).safeParse(body).error).toBeUndefined();
  return text;
}

const file = Buffer.from('Customer,Customer ID,Domain,Contact\nContoso,C-1,bulk.example,it@contoso.example\n').toString('base64');
const came = randomUUID();
const bodies: Readonly<Record<string, unknown>> = {
  notes: { text: 'Called.' },
  owner: { owner: 'me' },
  'follow-up': { on: null },
  invitations: { customer: 'Contoso', customerId: 'C-1', expects: 'one.example', contact: 'it@contoso.example' },
  check: { file },
  bulk: { file, mode: 'ready-rows' },
  release: { tenantId: came },
  refuse: { tenantId: came },
};
const markers = [
  'TOKEN-HASH-MARKER',
  'BROWSER-HASH-MARKER',
  'JWE-MARKER',
  'SEALED-TOKEN-MARKER',
  'ACCESS-TOKEN-MARKER',
  'STORE-RECEIPT-MARKER',
  'CONSENT-HASH-MARKER',
  'SESSION-HASH-MARKER',
];

const invitations = '/api/support/invitations';
type Handler = Parameters<typeof ask>[0];
async function handlerOf(route: string, method: string): Promise<Handler> {
  const module: Record<string, unknown> = await import(
    /* @vite-ignore */ path.join(process.cwd(), `app${route.replace('{id}', '[id]')}/route.ts`)
  );
  return z.custom<Handler>((value) => typeof value === 'function').parse(module[method.toUpperCase()]);
}

/** An invitation in which the deed at the end of a route is possible. */
async function invited(deed: string): Promise<string> {
  const { rows } = await owner().query<{ id: string }>(
    `INSERT INTO invitations (id, customer, customer_id, expected_domain, token_hash, created_by, expires_at, redeemed_at, browser_hash, held_at, tenant_id)
     VALUES (gen_random_uuid(), 'C', 'C-1', $1, 'TOKEN-HASH-MARKER' || $1, $2, now() + interval '1 day', now(), 'BROWSER-HASH-MARKER' || $1, $3, $4)
     RETURNING id`,
    [`${deed}.example`, { oid: manu.oid, name: manu.name }, ['release', 'refuse'].includes(deed) ? new Date() : null, came],
  );
  return z.string().parse(rows[0]?.id);
}

/** The id of a case or an invitation in which the deed at the end of a route is not possible. */
async function opposed(route: string): Promise<string> {
  if (route.startsWith(invitations)) {
    const id = await invited(`no-${route.slice(route.lastIndexOf('/') + 1)}`);
    await owner().query("UPDATE invitations SET ended_at = now(), ended_how = 'refused' WHERE id = $1", [id]);
    return id;
  }
  // nobody waits for a colleague there, and somebody else works on it
  const { lease } = await leasedConnection();
  return lease.id;
}

// the product keeps one client for its process
const product = globalThis as { defenderConnectPrisma?: PrismaClient | undefined };

let key: ConnectionKey;
let hashes: string[];
const ids = new Map<string, string>();
beforeAll(async () => {
  key = await completed();
  await signedIn(key);
  await newConnection();
  for (const deed of ['extend', 'replace', 'revoke', 'release', 'refuse']) ids.set(`${invitations}/{id}/${deed}`, await invited(deed));
  ids.set('/api/support/connections/{id}/extend-link', (await newLink()).key.id);
  await owner().query("UPDATE approval_links SET token_hash = 'TOKEN-HASH-MARKER', browser_hash = 'BROWSER-HASH-MARKER'");
  await owner().query("UPDATE credentials SET jwe = 'JWE-MARKER', store_receipt = 'STORE-RECEIPT-MARKER'");
  await owner().query("UPDATE sessions SET sealed_token = 'SEALED-TOKEN-MARKER', id_hash = 'SESSION-HASH-MARKER'");
  await owner().query(
    `INSERT INTO consent_requests (state_hash, session_hash, connection_id, tenant_id, expires_at)
     VALUES ('CONSENT-HASH-MARKER', 'SESSION-HASH-MARKER', $1, $2, now() + interval '1 hour')`,
    [key.id, key.tenantId],
  );
  await owner().query(
    `INSERT INTO stored_credentials (attempt, connection_id, tenant_id, app_id, key_id, starts_at, expires_at, jwe, seal_thumbprint)
     VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), gen_random_uuid(), now(), now(), 'JWE-MARKER', 'x')`,
    [key.id, key.tenantId],
  );
  const { rows } = await owner().query<{ hex: string; base64: string }>(
    "SELECT encode(hash, 'hex') AS hex, encode(hash, 'base64') AS base64 FROM audit_lines",
  );
  hashes = rows.flatMap(({ hex, base64 }) => [hex, base64.trim()]);
});

describe.each(staffOperations.map((operation) => [operation.method, operation.path, operation] as const))(
  '%s %s',
  (method, route, operation) => {
    const call = async (as: Parameters<typeof ask>[1] = {}) => {
      const body = operation.body ? (bodies[route.slice(route.lastIndexOf('/') + 1)] ?? {}) : undefined;
      return ask(await handlerOf(route, method), {
        as: manu,
        id: route.includes('{id}') ? (ids.get(route) ?? key.id) : undefined,
        body,
        ...as,
      });
    };

    const statuses = Object.keys(described[route]?.[method]?.responses ?? {}).map(Number);
    const isRead = operation.body === undefined;
    const refuses = async (status: number, ...calls: readonly (() => Promise<Response>)[]) => {
      for (const refused of calls) {
        const response = await refused();
        expect(response.status).toBe(status);
        expect(JSON.parse(await fits(response, route, method))).toMatchObject({ status });
      }
    };

    test('answers as the document says, and no secret and no hash is in it', async () => {
      const response = await call();
      expect(response.status).toBe(200);
      const text = await fits(response, route, method);
      for (const secret of [...markers, ...hashes]) expect(text.includes(secret)).toBe(false);
    });

    test('answers 401 without a token and 403 without a role, as the document says', async () => {
      await refuses(401, () => call({ as: null }));
      await refuses(403, () => call({ as: { ...manu, roles: [] } }));
    });

    test('answers 400 to what it does not know, as the document says', async () => {
      if (isRead) await refuses(400, () => call({ query: '?nonsense=1' }));
      else
        await refuses(
          400,
          () => call({ body: { nonsense: true } }),
          () => call({ body: [] }),
        );
    });

    if (route.includes('{id}'))
      test('answers 404 to ids that are unknown or none, as the document says', async () => {
        await refuses(
          404,
          () => call({ id: randomUUID() }),
          () => call({ id: 'none' }),
        );
      });

    if (statuses.includes(409))
      test('answers 409 where things do not allow it, as the document says', async () => {
        const id = await opposed(route);
        await refuses(409, () => call({ id }));
      });

    if (!isRead)
      test('answers 413 to a body that is too long and 415 to one that is no JSON, as the document says', async () => {
        const sent = async (type: string, body: string) => {
          const headers = { authorization: `Bearer ${await staffToken(manu)}`, 'content-type': type };
          const params = Promise.resolve<Record<string, string>>(route.includes('{id}') ? { id: ids.get(route) ?? key.id } : {});
          return (await handlerOf(route, method))(new Request(`${origin}${route}`, { method: 'POST', headers, body }), { params });
        };
        await refuses(413, () => sent('application/json', JSON.stringify({ file: 'x'.repeat(6_000_000) })));
        await refuses(415, () => sent('text/plain', '{}'));
      });

    test('answers 503 while the database is away, as the document says', async () => {
      const ours = product.defenderConnectPrisma;
      product.defenderConnectPrisma = clientFor('postgresql://nobody@127.0.0.1:1/none');
      await refuses(503, () => call()).finally(() => {
        product.defenderConnectPrisma = ours;
      });
    });

    test('can answer nothing else that the document names', () => {
      const tried = [200, 400, 401, 403, 405, 503, ...(isRead ? [] : [413, 415]), ...(route.includes('{id}') ? [404] : [])];
      expect(statuses.filter((status) => status !== 409)).toEqual(tried.sort((left, right) => left - right));
    });

    test('answers 405 to every other method', async () => {
      const allowed = staffOperations.filter((one) => one.path === route).map((one) => one.method.toUpperCase());
      for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !allowed.includes(name))) {
        const response = await ask(await handlerOf(route, other), { method: other });
        const said = response.headers
          .get('allow')
          ?.split(', ')
          .filter((name) => name !== 'HEAD');
        expect([response.status, said]).toEqual([405, allowed]);
        await fits(response, route, method);
      }
    });
  },
);

test('every route under /api/support is in the document', () => {
  const found = readdirSync(path.join(process.cwd(), 'app/api/support'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => `/api/support/${path.dirname(file).replaceAll('[id]', '{id}')}`);
  expect(found.sort()).toEqual([...new Set(staffOperations.map((operation) => operation.path))].sort());
});
