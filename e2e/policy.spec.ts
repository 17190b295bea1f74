import { expect, test } from './fixtures';
import { act, changeSettings, integrationsIn, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connected, create, finish, fourParts, shows, signIn } from './steps';

const guide = { application: 49, delegated: 12 };

/** Lives asked for with `addPassword`, in days, oldest first. */
async function livesAsked(tenant: Tenant): Promise<number[]> {
  const asked = (await journalOf(tenant)).filter(({ path }) => path.endsWith('/addPassword'));
  return asked.map(({ requestBody }) => {
    const { startDateTime, endDateTime } = JSON.parse(requestBody).passwordCredential;
    return (Date.parse(endDateTime) - Date.parse(startDateTime)) / 86_400_000;
  });
}

test.describe('a policy that caps keys', () => {
  test('at 180 days is met by asking for less, without a click more, and the page, the receipt and the calendar say why', async ({
    page,
  }) => {
    const tenant = await newTenant('litware.example');
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await expect(page.getByText('Microsoft tells whether a policy of your organization limits keys only when one is made.')).toBeVisible();
    await create(page);
    await approve(page);
    await connected(page);
    expect(await livesAsked(tenant)).toEqual([730, 640, 545, 455, 365, 330, 300, 270, 240, 210, 180]);
    await provesOneOfEach(tenant, guide, 180);
    await provesStoredSecret(tenant);
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
    await expect(page.getByText('180 days left')).toBeVisible();
    await expect(page.getByText(/Valid for 180 days, because a policy of your organization limits it\. Renew it by /)).toBeVisible();
    const base = new URL((await page.getByRole('link', { name: 'JSON' }).getAttribute('href')) ?? '', page.url());
    const receipt = await (await page.request.get(base.href)).json();
    expect(receipt.credential).toMatchObject({ kind: 'secret', days: 180, limitedBy: 'policy' });
    const calendar = await (await page.request.get(base.href.replace(/receipt$/, 'calendar'))).text();
    expect(calendar.replaceAll('\r\n ', '')).toContain('It is valid for 180 days\\, because a policy of the organization limits it.');
  });

  test('is remembered: a key that has to be made again begins where Microsoft agreed', async ({ page }) => {
    test.slow();
    const tenant = await newTenant('litware.example');
    await signIn(page, tenant.account());
    await finish(page);
    const before = (await livesAsked(tenant)).length;
    await signIn(page, tenant.account());
    await connected(page);
    await expect(page.getByText('Nothing to change')).toBeVisible();
    expect(await livesAsked(tenant)).toHaveLength(before);
    const [application] = integrationsIn(await stateOf(tenant));
    await act(tenant, { do: 'purgeApplication', appId: application?.appId });
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await expect(page.getByText('The key will be valid for 180 days')).toBeVisible();
    await expect(page.getByText(/A policy of your organization limits it: Microsoft refused a longer one on /)).toBeVisible();
    await expect(page.getByText(/FortifyDataAPISecret, 180 days, because a policy of your organization limits it\./)).toBeVisible();
    await finish(page);
    expect((await livesAsked(tenant)).slice(before)).toEqual([180]);
    await provesOneOfEach(tenant, guide, 180);
  });

  test('and may be read is known before the key is made: one request, of exactly the life that it allows', async ({ page }) => {
    const tenant = await newTenant('contoso.example', { secretPolicy: { maxDays: 200 }, policyReadable: true });
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await expect(page.getByText('The key will be valid for 200 days')).toBeVisible();
    await expect(page.getByText(/FortifyDataAPISecret, 200 days, because a policy of your organization limits it\./)).toBeVisible();
    await finish(page);
    expect(await livesAsked(tenant)).toEqual([200]);
    await provesOneOfEach(tenant, guide, 200);
  });

  test.describe('but not this app is read as what it is', () => {
    const policies = {
      'switched off': { maxDays: 30, off: true },
      'for apps made later': { maxDays: 30, createdAfter: '2099-01-01T00:00:00Z' },
    };
    for (const [name, secretPolicy] of Object.entries(policies)) {
      test(name, async ({ page }) => {
        const tenant = await newTenant('contoso.example', { secretPolicy, policyReadable: true });
        await signIn(page, tenant.account());
        await shows(page, 'Is this the right organization?');
        await expect(page.getByText('We could read your organization’s policy on keys, and it sets no shorter limit.')).toBeVisible();
        await finish(page);
        expect(await livesAsked(tenant)).toEqual([730]);
      });
    }
  });

  test('and changes between look and key is met where it stands then', async ({ page }) => {
    const tenant = await newTenant('contoso.example', { secretPolicy: { maxDays: 180 }, policyReadable: true });
    await signIn(page, tenant.account());
    await create(page);
    await shows(page, 'Approve on Microsoft’s page', 30_000);
    await changeSettings(tenant, { secretPolicy: { maxDays: 60 } });
    await approve(page);
    await connected(page);
    expect(await livesAsked(tenant)).toEqual([180, 150, 120, 90, 60]);
    await provesOneOfEach(tenant, guide, 60);
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
  });

  test('below a week ends the ladder: the page says so, offers both ways on, and an exemption connects with a full life', async ({
    page,
  }) => {
    test.slow();
    const tenant = await newTenant('contoso.example', { secretPolicy: { maxDays: 3 } });
    await signIn(page, tenant.account());
    await create(page);
    await approve(page);
    const { happened, state } = await fourParts(page, 'Keys may be valid for some days only here');
    expect(happened).toContain('from 730 days down to 7');
    expect(state).toContain('There is no key');
    expect(await livesAsked(tenant)).toEqual([730, 640, 545, 455, 365, 330, 300, 270, 240, 210, 180, 150, 120, 90, 60, 30, 14, 7]);
    expect(integrationsIn(await stateOf(tenant))[0]?.passwordCredentials).toEqual([]);
    await expect(page.getByRole('heading', { name: 'Two ways to go on' })).toBeVisible();
    await expect(page.getByText('Restriction: passwordLifetime')).toBeVisible();
    await changeSettings(tenant, { secretPolicy: null });
    await button(page, 'Try again').click();
    await connected(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });

  test('below a week and may be read is asked for a week, says so, and after an exemption for this app for a full life', async ({
    page,
  }) => {
    const tenant = await newTenant('contoso.example', { secretPolicy: { maxDays: 3 }, policyReadable: true });
    await signIn(page, tenant.account());
    await create(page);
    await approve(page);
    const { happened } = await fourParts(page, 'Keys may be valid for some days only here');
    expect(happened).toContain('Microsoft refused a key of 7 days, the shortest life that we ask for.');
    await changeSettings(tenant, { secretPolicy: { maxDays: 3, exempt: true } });
    await button(page, 'Try again').click();
    await connected(page);
    expect(await livesAsked(tenant)).toEqual([7, 730]);
    await provesOneOfEach(tenant);
  });
});
