import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '@/lib/contract/openapi';
import { staffOperations } from '@/lib/contract/openapi-staff';
import { newLink } from '@/lib/data/approval-links.test-data';
import type { ConnectionKey } from '@/lib/data/data';
import { completed, newConnection, owner } from '@/lib/data/owned.test-data';
import { signedIn } from '@/lib/web/portal.test-data';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';

withStaff();

const Content = z.looseObject({ schema: z.record(z.string(), z.unknown()) });
const Response200 = z.object({ content: z.record(z.string(), Content).optional() });
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), Response200), parameters: z.array(z.unknown()) })),
  ),
});
const described = Document.parse(openApiDocument('https://connect.example.com')).paths;

/** The schema that the document gives for an answer; null where it is a file. */
function schemaFor(route: string, method: string, status: number): z.ZodType | null {
  const content = Object.values(described[route]?.[method]?.responses[String(status)]?.content ?? {})[0];
  return content ? z.fromJSONSchema(content.schema) : null;
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

    test('answers as the document says, and no secret and no hash is in it', async () => {
      const response = await call();
      const text = await response.text();
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
      const schema = schemaFor(route, method, 200);
      expect(schema === null).toBe(operation.answer === 'file');
      expect(schema?.safeParse(JSON.parse(text)).error).toBeUndefined();
      for (const secret of [...markers, ...hashes]) expect(text.includes(secret)).toBe(false);
    });

    test('answers 401 without a token and 403 without a role, as the document says', async () => {
      for (const [as, status] of [[null, 401] as const, [{ ...manu, roles: [] }, 403] as const]) {
        const response = await call({ as });
        expect(response.status).toBe(status);
        expect(schemaFor(route, method, status)?.safeParse(await response.json()).error).toBeUndefined();
      }
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
