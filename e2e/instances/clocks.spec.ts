import { expect, test } from '../fixtures';
import { newTenant } from '../practice';
import { provesOneOfEach, provesStoredSecret } from '../proof';
import { connect, create, finish, leaveForConsent, shows, signIn } from '../steps';
import { type Instance, instances, startInstance, stopInstance } from './control';

test.setTimeout(180_000);

/** Minutes by which the clock of each machine is wrong. */
async function setClocks(minutes: readonly [number, number, number]): Promise<void> {
  const set = async (number: Instance, clockMinutes: number) => {
    await stopInstance(number);
    await startInstance(number, { clockMinutes });
  };
  await Promise.all(instances.map((number, index) => set(number, minutes[index] ?? 0)));
}

test.afterAll(() => setClocks([0, 0, 0]));

test('three machines whose clocks are ten minutes ahead, ten behind and right connect an organization as one', async ({ page }) => {
  await setClocks([10, -10, 0]);
  const tenant = await newTenant('contoso.example', { lagSeconds: 1 });
  await connect(page, tenant.account());
  const { passwordCredentials } = await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
  // the key begins a minute ago by Microsoft's clock, whichever machine asked for it
  const age = Date.now() - Date.parse(passwordCredentials[0]?.startDateTime ?? '');
  expect(age).toBeGreaterThan(0);
  expect(age).toBeLessThan(5 * 60_000);
});

for (const minutes of [10, -10]) {
  test(`all clocks jump by ${minutes} minutes in the middle, and the same browser goes on without a new sign-in`, async ({ page }) => {
    const tenant = await newTenant();
    await setClocks([0, 0, 0]);
    await signIn(page, tenant.account());
    await create(page);
    await shows(page, 'Approve on Microsoft’s page');
    await setClocks([minutes, minutes, minutes]);
    await leaveForConsent(page);
    await page.goto('/connect');
    await finish(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}
