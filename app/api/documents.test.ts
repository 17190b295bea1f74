import { beforeAll, describe, expect, test } from 'vitest';
import { ConnectionView } from '@/lib/contract/connection';
import { PermissionsDocument, ReceiptDocument } from '@/lib/contract/documents';
import type { ConnectionKey } from '@/lib/data/data';
import { completed, newConnection } from '@/lib/data/owned.test-data';
import { get, signedIn, withPortal } from '@/lib/web/portal.test-data';
import { GET as nothing } from './[...path]/route';
import { GET as calendar } from './connections/[id]/calendar/route';
import { GET as receipt } from './connections/[id]/receipt/route';
import { GET as view } from './connections/[id]/route';
import { GET as health } from './health/route';
import { GET as permissionsCsv } from './permissions.csv/route';
import { GET as permissionsJson } from './permissions.json/route';

withPortal();

async function ask(route: typeof view, key: ConnectionKey) {
  const { cookie } = await signedIn(key);
  return get(route, { id: key.id, headers: { cookie } });
}

describe('a connected tenant', () => {
  let key: ConnectionKey;
  beforeAll(async () => {
    key = await completed();
  });

  test('has its view, with 61 rows and no secret', async () => {
    const response = await ask(view, key);
    const text = await response.text();
    const body = ConnectionView.strict().parse(JSON.parse(text));
    expect([response.status, body.id, body.state, body.screen]).toEqual([200, key.id, 'connected', 'connected']);
    expect(body.matrix.flatMap((api) => api.rows)).toHaveLength(61);
    expect(text).not.toMatch(/jwe|MARKER|sealed_?token|accessToken/i);
  });

  test('has its receipt as a file', async () => {
    const response = await ask(receipt, key);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="fortifydata-defender-receipt-contoso.example.json"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(ReceiptDocument.parse(await response.json())).toMatchObject({ organization: { tenantId: key.tenantId } });
  });

  test('has its calendar file', async () => {
    const response = await ask(calendar, key);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await response.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  });
});

test.each([
  ['receipt', receipt],
  ['calendar', calendar],
])('a tenant that is not connected has no %s', async (_, route) => {
  expect((await ask(route, await newConnection())).status).toBe(404);
});

test('the list of permissions is a document for programs and a file for a spreadsheet', async () => {
  const document = PermissionsDocument.parse(await (await get(permissionsJson)).json());
  expect(document.permissions).toHaveLength(61);
  const csv = await get(permissionsCsv);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(62);
});

test('the health of the portal is one word', async () => {
  const response = await get(health);
  expect([response.status, await response.json()]).toEqual([200, { ready: true }]);
});

test('an address under /api that is none is 404 in the form of every refusal', async () => {
  const response = nothing();
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(Object.keys(await response.json())).toEqual(['title', 'status', 'code', 'trace']);
});
