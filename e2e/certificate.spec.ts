import { expect, test } from './fixtures';
import { act, changeSettings, disturb, integrationsIn, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesCertificate, provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connected, create, finish, fourParts, shows, signIn } from './steps';
import { provedLongAgo, storedRecord } from './stored';

const addsCertificate = 'Add certificate and continue';
const certificatesOf = async (tenant: Tenant) => integrationsIn(await stateOf(tenant))[0]?.keyCredentials ?? [];

test.describe('a policy that forbids client secrets', () => {
  /** To the choice. */
  async function stopped(page: Parameters<typeof signIn>[0], settings: object = {}): Promise<Tenant> {
    const tenant = await newTenant('tailspin.example', settings);
    await signIn(page, tenant.account());
    await create(page);
    await approve(page);
    await fourParts(page, 'Client secrets are not allowed here');
    return tenant;
  }

  test('is met with FortifyData’s certificate: shown, added on the admin’s word, proved, and no secret exists', async ({ page }) => {
    const tenant = await stopped(page);
    await expect(page.getByRole('heading', { name: 'Connect with a certificate' })).toBeVisible();
    await button(page, addsCertificate).click();
    await connected(page);
    const application = await provesCertificate(tenant);
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
    await expect(page.getByText('49 of 49', { exact: true })).toBeVisible();
    await expect(page.getByText('There is none. Certificate SHA-256')).toBeVisible();
    const record = await storedRecord(tenant);
    expect(record).toMatchObject({ kind: 'certificate', tenantId: tenant.id, clientId: application.appId });
    expect(record['keyId']).toBe(application.keyCredentials[0]?.keyId);
    expect(record['thumbprint']).toMatch(/^[0-9A-F]{64}$/);
    expect(record).not.toHaveProperty('jwe');
    const link = await page.getByRole('link', { name: 'JSON' }).getAttribute('href');
    const receipt = await (await page.request.get(new URL(link ?? '', page.url()).href)).json();
    expect(receipt.credential).toMatchObject({ kind: 'certificate', displayName: 'FortifyDataAPICertificate', sealedTo: null });
    expect(receipt.credential.thumbprint).toBe(record['thumbprint']);
  });

  test('leaves a later sign-in with nothing to change, and a removed certificate is found and put back', async ({ page }) => {
    test.slow();
    const tenant = await stopped(page);
    await button(page, addsCertificate).click();
    await connected(page);
    const writes = async () => (await journalOf(tenant)).filter(({ write }) => write).length;
    const before = await writes();
    await signIn(page, tenant.account());
    await connected(page);
    await expect(page.getByText('Nothing to change')).toBeVisible();
    expect(await writes()).toBe(before);
    const { appId } = await provesCertificate(tenant);
    await act(tenant, { do: 'removeCertificate', appId });
    await provedLongAgo(tenant);
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await expect(page.getByText('Add 1 certificate')).toBeVisible();
    await expect(page.getByText('No client secret is needed')).toBeVisible();
    await finish(page);
    await provesCertificate(tenant);
  });

  test('can be lifted: the request names app, restriction and what is asked, and the same page goes on', async ({ page }) => {
    const tenant = await stopped(page);
    const [application] = integrationsIn(await stateOf(tenant));
    const request = page.locator('pre');
    for (const part of [
      'Restriction: passwordAddition',
      `Client ID: ${application?.appId}`,
      'exempt this one app',
      'CredentialTypeNotAllowedAsPerAppPolicy',
    ])
      await expect(request).toContainText(part);
    const mail = (await page.getByRole('link', { name: 'Write an email' }).getAttribute('href')) ?? '';
    expect(mail).toMatch(/^mailto:\?subject=Policy%20exemption/);
    expect(decodeURIComponent(mail)).toContain(`Client ID: ${application?.appId}`);
    await expect(button(page, 'Copy the request')).toBeVisible();
    await changeSettings(tenant, { secretPolicy: null });
    await button(page, 'Try again').click();
    await connected(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });

  test('is named before anything is made where it may be read', async ({ page }) => {
    const tenant = await newTenant('tailspin.example', { policyReadable: true });
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await expect(page.getByText('A policy of your organization forbids client secrets')).toBeVisible();
    await create(page);
    await approve(page);
    await fourParts(page, 'Client secrets are not allowed here');
    await button(page, addsCertificate).click();
    await connected(page);
    await provesCertificate(tenant);
  });

  test('keeps a certificate of somebody else, and says that it is there', async ({ page }) => {
    const tenant = await stopped(page);
    const [before] = integrationsIn(await stateOf(tenant));
    await act(tenant, { do: 'addCertificate', appId: before?.appId, value: someCertificate });
    await button(page, addsCertificate).click();
    await connected(page);
    await provesCertificate(tenant);
    expect(await certificatesOf(tenant)).toHaveLength(2);
    await expect(page.getByText('Changed', { exact: true })).toBeVisible();
    await expect(page.getByText(/The app has a key that this portal did not make/)).toBeVisible();
  });

  const certificateProblems = {
    'The certificate is valid for longer than a policy allows': { maxDays: 90 },
    'A policy does not take this certificate': { trustedAuthority: true },
  };
  for (const [title, certificatePolicy] of Object.entries(certificateProblems)) {
    test(`and certificates, too, ends in words and no loop: ${title}`, async ({ page }) => {
      const tenant = await stopped(page, { certificatePolicy });
      await button(page, addsCertificate).click();
      const { state } = await fourParts(page, title);
      expect(state).toContain('No certificate was added');
      expect(await certificatesOf(tenant)).toEqual([]);
      const tries = (await journalOf(tenant)).filter(
        ({ method, requestBody }) => method === 'PATCH' && requestBody.includes('keyCredentials'),
      );
      expect(tries).toHaveLength(1);
      await expect(page.getByText(/Restriction: (asymmetricKeyLifetime|trustedCertificateAuthority)/)).toBeVisible();
      await changeSettings(tenant, { certificatePolicy: null });
      await button(page, 'Try again').click();
      await connected(page);
      await provesCertificate(tenant);
    });
  }

  test('leaves the way back to a client secret open, which leaves no certificate behind', async ({ page }) => {
    const tenant = await stopped(page, { certificatePolicy: { trustedAuthority: true } });
    await button(page, addsCertificate).click();
    await fourParts(page, 'A policy does not take this certificate');
    await changeSettings(tenant, { certificatePolicy: null, signer: 'lies' });
    await button(page, 'Try again').click();
    await fourParts(page, 'FortifyData’s signature was for something else');
    expect(await certificatesOf(tenant)).toHaveLength(1);
    await changeSettings(tenant, { secretPolicy: null });
    await button(page, 'Use a client secret instead').click();
    await connected(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });

  const signers = { lies: 'FortifyData’s signature was for something else', refuses: 'FortifyData has not signed for the app yet' };
  for (const [signer, title] of Object.entries(signers)) {
    test(`is not met by a signer that ${signer}: nothing is claimed, and trying again adds no second certificate`, async ({ page }) => {
      const tenant = await stopped(page, { signer });
      await button(page, addsCertificate).click();
      const { state } = await fourParts(page, title);
      expect(state).toContain('It carries FortifyData’s certificate. There is no client secret.');
      await changeSettings(tenant, { signer: 'works' });
      await button(page, 'Try again').click();
      await connected(page);
      await provesCertificate(tenant);
      expect(await certificatesOf(tenant)).toHaveLength(1);
    });
  }

  test('waits for a signer that is down for some seconds, and asks the admin when it stays down', async ({ page }) => {
    const tenant = await stopped(page, { signer: 'down' });
    await button(page, addsCertificate).click();
    await fourParts(page, 'FortifyData has not signed for the app yet');
    await changeSettings(tenant, { signer: 'works' });
    await button(page, 'Try again').click();
    await connected(page);
    await provesCertificate(tenant);
  });

  test('finds the certificate whose answer was lost, and adds no second one', async ({ page }) => {
    const tenant = await stopped(page);
    const [application] = integrationsIn(await stateOf(tenant));
    await disturb(tenant, {
      match: { service: 'graph', method: 'PATCH', path: `applications/${application?.id}` },
      times: 1,
      effect: 'after',
      action: 'reset',
    });
    await button(page, addsCertificate).click();
    await connected(page);
    await provesCertificate(tenant);
    expect(await certificatesOf(tenant)).toHaveLength(1);
  });
});

/** A self-signed certificate made for this file; its private key was never kept. */
const someCertificate =
  'MIIDEzCCAfugAwIBAgIUPGOi/29cdZEWiDlDr74Tl1knQmcwDQYJKoZIhvcNAQELBQAwGDEWMBQGA1UEAwwNU29tZWJvZHkgZWxzZTAgFw0yNjExMjcwMDA2MDRaGA8yMDgxMDgzMDAwMDYwNFowGDEWMBQGA1UEAwwNU29tZWJvZHkgZWxzZTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKEu22O0KLxUkyANHIPd/40nk+jn5QUcolAIadptIvCShPJe4LKld1WtNrVAKMvxbODtSZ2tGKr55arkF6PGYsGluMugwuWKc0mo0P5yyq0c8cuKAvseTYKKg9ZCiba7xSJeE6ay6zJQE/pfAOLJmdyuRiKns7xV1XiIRqbOjsBsxE14mSaBhNx33J5c1VQHPdxGnqcdsgaLfGDcmZi82fPKAexJJgc8lW1jlW1pd6zYIEmE6d3V35s+vBkfgo7o8lkYsvsEbkFw1pUU/nrcX7+2QlFGCWLlRakqz4J2ybR9zoS3Ry3ixxiWTBbPAlt9QXpoI9nyR7qQwcTKCzucZ3ECAwEAAaNTMFEwHQYDVR0OBBYEFP504Y2CGaOmhrP4DuO+5oXZiok1MB8GA1UdIwQYMBaAFP504Y2CGaOmhrP4DuO+5oXZiok1MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBABK/c+HjNxrRB4pnyfxcVZibf3Upeu5GvJe5icwmBi4XLRsqBXU9iXVH/BWQsx6We2Pmf3imYKalrcrhP3PUocqvP+++v3qbWTwXA03WoS5htygq8Ta9YWYo+1ol/ZrcvnvwLnfKHmiibkbazqEySjhCkZzNJlqzHfCAPTudNLNYvIyLP9Cq5aPOTNciaPtLWGqjCq2mXqkJCAjIlAtrBCp0rnEtSeNE3qpNVax/iR0+4EPHSK+81e61D4XM3Dnl/fLms+0uEZnLowN00S+Zt5NiVg2BwwO9OsaoCMl6TQe9CM30fBhtvJZdrfn4UnKwp+hjXS0bkTqZh0PgOQAhc8E=';
