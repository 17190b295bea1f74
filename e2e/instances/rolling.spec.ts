import type { Page } from '@playwright/test';
import { environment } from '../environment';
import { expect, test } from '../fixtures';
import { disturb, newTenant, type Tenant } from '../practice';
import { provesOneOfEach, provesStoredSecret } from '../proof';
import { button, connected, create, finish, leaveForConsent, shows, signIn } from '../steps';
import { instances, killInstance, rollingRestart, startInstance } from './control';

test.setTimeout(180_000);

/** Entra's answer while a new secret has not spread yet: the proof holds on for as many seconds. */
const notYetAccepted = (times: number) =>
  ({
    match: { service: 'login', path: '/token$' },
    times,
    answer: {
      status: 401,
      body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.', error_codes: [7000215] },
    },
  }) as const;

/** Where a flow stands when the deployment begins, and how it goes on. */
const flows: Readonly<Record<string, (page: Page, tenant: Tenant) => Promise<() => Promise<void>>>> = {
  'reads the plan': async (page) => {
    await shows(page, 'Is this the right organization?');
    return () => finish(page);
  },
  'waits for Microsoft’s copies': async (page) => {
    await create(page);
    return () => finish(page);
  },
  'reads Microsoft’s page': async (page) => {
    await create(page);
    await leaveForConsent(page);
    return async () => {
      await button(page, 'Accept').click();
      await connected(page, 90_000);
    };
  },
  'has its key tried out': async (page, tenant) => {
    await create(page);
    await leaveForConsent(page);
    await disturb(tenant, notYetAccepted(9));
    await button(page, 'Accept').click();
    await shows(page, 'Trying out the connection', 60_000);
    return () => connected(page, 90_000);
  },
};

test('a rolling restart ends no flow: each web process stops within 25 seconds, no browser sees a fault, every flow ends with one key', async ({
  otherBrowser,
}) => {
  const begun = await Promise.all(
    Object.values(flows).map(async (come) => {
      const tenant = await newTenant('contoso.example', { lagSeconds: 1 });
      const page = await otherBrowser();
      await signIn(page, tenant.account());
      return { tenant, goOn: await come(page, tenant) };
    }),
  );
  const [longestMs] = await Promise.all([rollingRestart(), ...begun.map(({ goOn }) => goOn())]);
  expect(longestMs).toBeLessThan(25_000);
  for (const { tenant } of begun) {
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  }
});

test('a proof that takes longer than a web process may wait is handed over: another goes on with a new key, and one is left', async ({
  page,
}) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await disturb(tenant, notYetAccepted(90));
  await button(page, 'Accept').click();
  await shows(page, 'Trying out the connection', 60_000);
  expect(await rollingRestart()).toBeLessThan(25_000);
  await fetch(`${environment.practiceUrl}/control/faults`, { method: 'DELETE' });
  await connected(page, 90_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a press while no web process runs is repeated by the page until one does', async ({ page, guard }) => {
  guard.allow(/50[23]/);
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await Promise.all(instances.map(killInstance));
  await button(page, 'Create and continue').click();
  await expect(page.getByText('We cannot reach the portal')).toBeVisible();
  await expect(page.getByText(/We try again in \d+ s\. Nothing is lost\./)).toBeVisible();
  await Promise.all(instances.map((number) => startInstance(number)));
  await shows(page, 'Approve on Microsoft’s page', 40_000);
  await expect(page.getByText('We cannot reach the portal')).toBeHidden();
  await finish(page);
  await provesOneOfEach(tenant);
});
