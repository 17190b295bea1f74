import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { environment } from '../environment';
import { expect, test } from '../fixtures';
import { newTenant } from '../practice';
import { provesOneOfEach, provesStoredSecret } from '../proof';
import { button, connected, create, finish, fourParts, leaveForConsent, shows, signIn } from '../steps';
import { ownPage } from '../wire';
import { startDatabase, stopDatabase } from './control';

test.setTimeout(120_000);

const away = 'Our database does not answer at the moment';

/** The database in trouble while `during` runs, and well again afterwards, whatever happens. */
type Outage = (during: () => Promise<void>) => Promise<void>;

const stopped: Outage = async (during) => {
  await stopDatabase();
  await during().finally(startDatabase);
};

const tables = [
  'connections',
  'credentials',
  'operations',
  'sessions',
  'used_states',
  'consent_requests',
  'stored_credentials',
  'audit_lines',
];

/** Every write fails as PostgreSQL fails when its disk is full: SQLSTATE 53100. Reads go on, as they do then. */
const full: Outage = async (during) => {
  const run = async (statement: string) => {
    const client = new Client({ connectionString: environment.databaseUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const message = 'could not extend file: No space left on device';
  await run(`CREATE OR REPLACE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = '${message}'; END$$`);
  await run(
    tables.map((table) => `CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION disk_is_full()`).join(';'),
  );
  await during().finally(() => run(tables.map((table) => `DROP TRIGGER disk_is_full ON ${table}`).join(';')));
};

/** The working page says that it cannot be made now, with 503, in four parts. */
async function saysAway(page: Page): Promise<void> {
  const answer = await page.goto('/connect');
  expect([answer?.status(), answer?.headers()['retry-after']]).toEqual([503, '5']);
  const { state, next } = await fourParts(page, away);
  expect(state).toContain('Nothing was changed by this');
  expect(next).toContain('Finished steps are kept');
  await expect(page.getByText('goes on as soon as the database answers')).toBeVisible();
}

for (const [what, outage] of Object.entries({ 'a stopped database': stopped, 'a full disk': full })) {
  test(`${what} gives a clear 503 page and answer, and afterwards the same page goes on by itself`, async ({ page, guard }) => {
    guard.allow(/503/);
    const tenant = await newTenant();
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    const before = await page.context().cookies();
    await outage(async () => {
      await saysAway(page);
      const press = await page.request.post('/api/connections/x/advance', {
        data: {},
        headers: ownPage,
      });
      expect([press.status(), await press.text()]).toEqual([503, expect.stringContaining('"code":"unavailable"')]);
      const look = await page.request.get('/api/connections/x');
      expect([look.status(), await look.text()]).toEqual([503, expect.stringContaining('"code":"unavailable"')]);
    });
    await shows(page, 'Is this the right organization?', 30_000);
    expect(await page.context().cookies()).toEqual(before);
    await finish(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });

  test(`${what} while a button is pressed is waited for by the page, and the press is not lost`, async ({ page, guard }) => {
    guard.allow(/503/);
    const tenant = await newTenant();
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await outage(async () => {
      await button(page, 'Create and continue').click();
      await expect(page.getByText(/We try again in \d+ s\. Nothing is lost\./)).toBeVisible({ timeout: 20_000 });
    });
    await shows(page, 'Approve on Microsoft’s page', 40_000);
    await finish(page);
    await provesOneOfEach(tenant);
  });

  test(`${what} while Microsoft sends the admin back leads to a page with a way on, and the approval is found`, async ({ page, guard }) => {
    guard.allow(/503/);
    const tenant = await newTenant();
    await signIn(page, tenant.account());
    await create(page);
    await leaveForConsent(page);
    await outage(async () => {
      await button(page, 'Accept').click();
      await fourParts(page, away);
      await page.getByRole('link', { name: 'Look again', exact: true }).click();
      await expect(page.getByText('goes on as soon as the database answers')).toBeVisible({ timeout: 20_000 });
    });
    await connected(page, 60_000);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}
