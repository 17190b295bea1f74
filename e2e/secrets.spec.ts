import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import pg from 'pg';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { type JournalEntry, journalOf, newTenant } from './practice';
import { provesStoredSecret } from './proof';
import { connect, connected, signIn } from './steps';

/** Keeps every header and body that a browser receives; `received()` waits for the last of them. */
function record(context: BrowserContext): { received: () => Promise<string[]> } {
  const parts: Promise<string>[] = [];
  context.on('response', (response) => {
    const line = (async () => {
      const headers = await response.allHeaders().catch(() => ({}));
      // a redirect has no body, and a page that was left may have dropped its own
      const body = await response.text().catch(() => '');
      return `${response.url()} ${JSON.stringify(headers)} ${body}`;
    })();
    parts.push(line);
  });
  return { received: () => Promise.all(parts) };
}

/** A value as it stands, and in the forms in which it could hide: encoded for addresses and forms, base64 at each offset, hexadecimal. */
function formsOf(secret: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((offset) =>
    Buffer.from('x'.repeat(offset) + secret)
      .toString('base64')
      .slice(4, -4),
  );
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  const urlSafe = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      inForm,
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('hex'),
      ...inBase64,
      ...urlSafe,
    ]),
  ];
}

const finds = (text: string, forms: readonly string[]) => forms.some((form) => text.includes(form));

/** Every row of every table as text, read as the database's owner. */
async function dump(): Promise<{ rows: number; text: string }> {
  const client = new pg.Client({ connectionString: environment.databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return { rows: texts.length, text: texts.join('\n') };
  } finally {
    await client.end();
  }
}

function logs(): { files: number; text: string } {
  const folder = path.join(environment.dataDir, 'logs');
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return { files: names.length, text: names.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n') };
}

/** The two places where the value must be: Microsoft's answer that makes it, and the requests for tokens that use it. */
const mustCarry = ({ path: where, service }: JournalEntry) =>
  where.endsWith('/addPassword') || (service === 'login' && where.endsWith('/oauth2/v2.0/token'));

test('the secret occurs nowhere but in Microsoft’s one answer and in token requests: not in the browser, a log, the database, another call', async ({
  page,
  context,
}) => {
  const tenant = await newTenant();
  const { received } = record(context);
  await connect(page, tenant.account());
  for (const link of ['Download receipt', 'Calendar file']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
    await download.delete();
  }
  await page.goto('/connect/receipt');
  await page.goto('/permissions');
  await signIn(page, tenant.account());
  await connected(page);
  const forms = formsOf(await provesStoredSecret(tenant));

  const answers = await received();
  expect(answers.length).toBeGreaterThan(20);
  // what the page was told of the end is among what was read
  expect(answers.some((text) => text.includes('"screen":"connected"'))).toBe(true);
  expect(answers.filter((text) => finds(text, forms))).toEqual([]);

  const entries = await journalOf(tenant);
  const carrying = entries.filter((entry) => finds(JSON.stringify(entry), forms));
  expect(carrying.filter((entry) => !mustCarry(entry))).toEqual([]);
  // the search itself works: where the value must be, it is found
  expect(carrying.filter(({ path: where }) => where.endsWith('/addPassword'))).toHaveLength(1);
  expect(carrying.filter(({ service, requestBody }) => service === 'login' && finds(requestBody, forms)).length).toBeGreaterThan(2);

  const written = logs();
  expect(written.files).toBeGreaterThan(1);
  expect(written.text).toContain('delivery-done');
  expect(finds(written.text, forms)).toBe(false);

  const database = await dump();
  expect(database.text).toContain(tenant.id);
  expect(database.rows).toBeGreaterThan(20);
  expect(finds(database.text, forms)).toBe(false);
});

test('the admin’s tokens are gone from the database when the connection is made, and never stood there in clear', async ({ page }) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const tokens = (await journalOf(tenant))
    .map(({ requestHeaders }) => /^Bearer (.+)$/.exec(requestHeaders['authorization'] ?? '')?.[1])
    .filter((token) => token !== undefined);
  expect(tokens.length).toBeGreaterThan(3);
  const { text } = await dump();
  expect([...new Set(tokens)].filter((token) => text.includes(token))).toEqual([]);
  const client = new pg.Client({ connectionString: environment.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ sealed_token: string | null }>('SELECT sealed_token FROM sessions WHERE tenant_id = $1', [
    tenant.id,
  ]);
  await client.end();
  expect(rows).toEqual([{ sealed_token: null }]);
});

test('neither a token nor a code of Microsoft stands in an address, a cookie or the storage of the portal’s pages', async ({
  page,
  context,
}) => {
  const tenant = await newTenant();
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await connect(page, tenant.account());
  expect(addresses.filter((url) => url.startsWith(environment.portalUrl) && /code=|state=|token/.test(url))).toEqual([]);
  const cookies = await context.cookies(environment.portalUrl);
  expect(cookies.filter(({ value }) => value.includes('eyJ'))).toEqual([]);
  const ours = cookies.filter(({ name }) => name.startsWith('practice-'));
  expect(ours).not.toEqual([]);
  for (const { httpOnly, sameSite } of ours) {
    expect([httpOnly, sameSite]).toEqual([true, 'Lax']);
  }
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});
