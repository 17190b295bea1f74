import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaults } from '../../practice/defaults';
import { selfSigned } from '../../practice/self-signed';
import { startPractice } from '../../practice/server';
import { Browser, leftFor, pageOf } from '../../practice/testing/browser';
import { consent, returnUri } from '../../practice/testing/integration';
import { type Cloud, cloudFor } from '../domain/clouds';
import { applicationDisplayName, applicationUniqueName, desiredFor, manifestResourceAppIds } from '../domain/desired';
import { apiKeys } from '../domain/proof';
import { clientCredentialsToken } from './client-credentials';
import { readOnce, tokenRoles } from './defender';
import { microsoft } from './graph';
import { graphRequest } from './http';
import { type IdentityClaims, verifyIdToken } from './id-token';
import { signingKeys } from './key-cache';
import type { Caller, CallTrace } from './microsoft';
import { MicrosoftError } from './microsoft-error';
import { beginSignIn, finishSignIn, portalScopes, type SignInOptions } from './sign-in';

const certificate = selfSigned('portal', []);
let url = '';
let cloud: Cloud = cloudFor('practice', 'http://localhost:1');
let stop = async () => {};
beforeAll(async () => {
  const practice = await startPractice({ port: 0, lagSeconds: 0, portalCertificate: certificate.cert });
  ({ url, close: stop } = practice);
  cloud = cloudFor('practice', url);
});
afterAll(() => stop());

const secretPortal = { clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret, certificate: null };

interface Session {
  readonly caller: Caller;
  readonly identity: IdentityClaims;
  readonly calls: CallTrace[];
}

/** Signs a person in with the portal's own code and a small browser. */
async function signIn(account: string, portal: SignInOptions['portal'] = secretPortal): Promise<Session> {
  const options: SignInOptions = { cloud, portal, redirectUri: defaults.portalRedirectUri, tenant: 'organizations' };
  const start = await beginSignIn({ ...options, prompt: 'select_account' });
  const browser = new Browser(url);
  let visit = await browser.press(pageOf(await browser.open(start.url)), account);
  if (visit.page?.html.includes('Permissions requested')) visit = await browser.press(visit.page, 'Accept');
  const callback = leftFor(visit).searchParams;
  expect(callback.get('state')).toBe(start.state);
  const calls: CallTrace[] = [];
  const trace = (call: CallTrace) => calls.push(call);
  const tokens = await finishSignIn({ ...options, code: callback.get('code') ?? '', verifier: start.verifier, nonce: start.nonce, trace });
  const identity = await verifyIdToken(tokens.idToken, {
    cloud,
    clientId: portal.clientId,
    nonce: start.nonce,
    grantedScopes: tokens.scopes,
    requiredScopes: portalScopes,
    now: new Date(),
    keys: signingKeys(cloud, trace),
  });
  return { identity, calls, caller: { cloud, tenantId: identity.tid, accessToken: tokens.accessToken, trace } };
}

const look = { resourceAppIds: manifestResourceAppIds, uniqueName: applicationUniqueName, displayName: applicationDisplayName };
const infoUrls = { marketing: 'https://m.example', privacy: 'https://p.example', support: 'https://s.example', terms: 'https://t.example' };

async function createApplication(caller: Caller) {
  const observed = await microsoft.observe(caller, { ...look, servicePrincipalId: null });
  const desired = desiredFor({ observed, leftOut: [], callbackUrl: returnUri });
  const application = await microsoft.upsertApplication(caller, { ...desired, notes: 'n', infoUrls });
  const principal = await microsoft.upsertServicePrincipal(caller, application.appId);
  return { observed, desired, application, principal };
}

const Password = z.object({ keyId: z.string(), secretText: z.string() });
const addPassword = (caller: Caller, objectId: string, days: number) =>
  graphRequest(
    caller,
    {
      purpose: 'Create the client secret',
      method: 'POST',
      path: `/applications/${objectId}/addPassword`,
      body: {
        passwordCredential: { displayName: 'FortifyDataAPISecret', endDateTime: new Date(Date.now() + days * 86_400_000).toISOString() },
      },
    },
    Password,
  );
const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => (error instanceof MicrosoftError ? `${error.facts.kind} ${error.facts.code}` : error),
  );

describe('with the practice cloud', () => {
  it('an admin signs in, connects, and the new secret works for the three APIs', async () => {
    const { caller, identity, calls } = await signIn('adele@contoso.example');
    expect(identity).toMatchObject({ name: 'Adele Vance', account: 'adele@contoso.example' });
    const { observed, application, principal } = await createApplication(caller);
    expect(observed.organization).toEqual({
      ...{ id: identity.tid, name: 'Contoso Ltd', domain: 'contoso.example' },
      domains: ['contoso.example', 'contoso.onmicrosoft.example'],
    });
    expect(observed.me).toMatchObject({ id: identity.oid, isGuest: false });
    expect(observed.application).toBeNull();
    expect(application).toMatchObject({ uniqueName: applicationUniqueName, signInAudience: 'AzureADMyOrg', redirectUris: [returnUri] });
    expect(application.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess)).toHaveLength(61);
    expect((await createApplication(caller)).application.appId, 'a second upsert finds the first').toBe(application.appId);
    expect(
      await microsoft.readApplication(caller, { applicationObjectId: application.objectId, servicePrincipalId: principal.id }),
    ).toMatchObject({
      application: { appId: application.appId },
      servicePrincipal: { accountEnabled: true },
    });

    expect(await microsoft.listGrants(caller, principal.id)).toEqual([]);
    await consent(url, { tenant: identity.tid, appId: application.appId, account: 'adele@contoso.example' });
    expect(await microsoft.listGrants(caller, principal.id)).toHaveLength(49);

    const { body } = await addPassword(caller, application.objectId, 730);
    const secret = body?.secretText ?? '';
    const roles: Record<string, number> = {};
    const answers: string[] = [];
    for (const api of apiKeys) {
      const endpoint = { graph: cloud.graph, endpoint: cloud.endpoint, 'threat-protection': cloud.threatProtection }[api];
      const token = await clientCredentialsToken({
        cloud,
        tenantId: identity.tid,
        appId: application.appId,
        proof: { secret },
        scope: endpoint.tokenScope,
        purpose: 'Get a token',
        trace: caller.trace,
      });
      roles[api] = tokenRoles(token).length;
      answers.push((await readOnce(cloud, api, token, caller.trace)).answer);
    }
    expect(roles).toEqual({ graph: 31, endpoint: 16, 'threat-protection': 2 });
    expect(answers).toEqual(['works', 'works', 'works']);

    await microsoft.removePassword(caller, application.objectId, body?.keyId ?? '');
    await microsoft.removePassword(caller, application.objectId, body?.keyId ?? '');
    const seen = await microsoft.observe(caller, { ...look, servicePrincipalId: principal.id });
    expect(seen.application?.passwords).toEqual([]);
    expect(seen.grants).toHaveLength(49);
    expect(calls.filter(({ status }) => status === null)).toEqual([]);
    expect(calls.find(({ purpose }) => purpose === 'Look at the organization')?.requestId).toEqual(expect.any(String));
  });

  it('the portal signs in by certificate as well', async () => {
    // MSAL rounds the start of its assertion up to the next second; the practice cloud's clock leaves no slack
    await fetch(`${url}/control/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"offsetSeconds":1}' });
    const { cert, key, thumbprintSha256 } = certificate;
    const portal = {
      clientId: defaults.portalClientId,
      clientSecret: null,
      certificate: { privateKeyPem: key, certificatePem: cert, thumbprintSha256 },
    };
    expect((await signIn('paul@contoso.example', portal)).identity.account).toBe('paul@contoso.example');
  });

  it('a sign-in leaves no refresh token behind, and asks for none', async () => {
    await signIn('adele@contoso.example');
    const journal = z
      .object({ entries: z.array(z.object({ path: z.string(), query: z.unknown(), requestBody: z.unknown(), responseBody: z.unknown() })) })
      .parse(await (await fetch(`${url}/control/journal`)).json());
    const tokenCalls = journal.entries.filter(({ path }) => path.endsWith('/token'));
    expect(tokenCalls.length).toBeGreaterThan(0);
    expect(JSON.stringify(journal.entries)).not.toContain('offline_access');
    expect(JSON.stringify(tokenCalls)).not.toContain('refresh_token');
  });

  it('a code is good for one redemption', async () => {
    const options: SignInOptions = { cloud, portal: secretPortal, redirectUri: defaults.portalRedirectUri, tenant: 'organizations' };
    const start = await beginSignIn({ ...options, prompt: 'select_account' });
    const browser = new Browser(url);
    let visit = await browser.press(pageOf(await browser.open(start.url)), 'adele@contoso.example');
    if (visit.page?.html.includes('Permissions requested')) visit = await browser.press(visit.page, 'Accept');
    const finish = {
      ...options,
      code: leftFor(visit).searchParams.get('code') ?? '',
      verifier: start.verifier,
      nonce: start.nonce,
      trace: () => {},
    };
    await finishSignIn(finish);
    await expect(finishSignIn(finish)).rejects.toMatchObject({ facts: { kind: 'unauthenticated', oauthError: 'invalid_grant' } });
  });
});

describe('a tenant that differs', () => {
  it('an API without a principal is absent, and is added', async () => {
    const { caller } = await signIn('admin@fabrikam.example');
    const { resources } = await microsoft.observe(caller, { ...look, servicePrincipalId: null });
    const missing = Object.entries(resources).flatMap(([appId, resource]) => (resource === null ? [appId] : []));
    expect(missing.length).toBeGreaterThan(0);
    for (const appId of missing) await microsoft.upsertServicePrincipal(caller, appId);
    const after = await microsoft.observe(caller, { ...look, servicePrincipalId: null });
    expect(Object.values(after.resources)).not.toContain(null);
  });

  it('a principal that somebody switched off stays off when the portal comes upon it', async () => {
    const { caller } = await signIn('adele@contoso.example');
    const { application } = await createApplication(caller);
    const act = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const deed = JSON.stringify({ do: 'disablePrincipal', appId: application.appId });
    expect((await fetch(`${url}/control/tenants/contoso.example/act`, { ...act, body: deed })).status).toBeLessThan(300);
    expect((await createApplication(caller)).principal.accountEnabled).toBe(false);
  });

  it('an API whose principal Microsoft does not make is refused by its own code', async () => {
    const { caller } = await signIn('admin@fourthcoffee.example');
    const { resources } = await microsoft.observe(caller, { ...look, servicePrincipalId: null });
    const [missing = ''] = Object.keys(resources).filter((appId) => resources[appId] === null);
    expect(await codeOf(microsoft.upsertServicePrincipal(caller, missing))).toBe('invalid NoBackingApplicationObject');
  });

  it.each([
    ['admin@litware.example', 'invalid CredentialInvalidLifetimeAsPerAppPolicy'],
    ['admin@tailspin.example', 'invalid CredentialTypeNotAllowedAsPerAppPolicy'],
  ])('%s: the policy on secrets is named by its code', async (account, code) => {
    const { caller } = await signIn(account);
    const { application } = await createApplication(caller);
    expect(await codeOf(addPassword(caller, application.objectId, 730))).toBe(code);
  });

  it('an app made by hand is seen as a namesake', async () => {
    const { caller } = await signIn('admin@woodgrove.example');
    const seen = await microsoft.observe(caller, { ...look, servicePrincipalId: null });
    expect(seen.application).toBeNull();
    expect(seen.namesakes).toMatchObject([{ displayName: applicationDisplayName }]);
  });

  it('permissions that the tenant no longer has are not among its roles', async () => {
    const { caller } = await signIn('admin@northwind.example');
    const { desired } = await createApplication(caller);
    const values = desired.setAside.map(({ value, reason }) => `${value} ${reason}`);
    expect(new Set(values)).toEqual(new Set(['ThreatIndicators.Read.All retired', 'NetworkAccessBranch.Read.All disabled']));
  });

  it('a guest is seen as a guest, by a sign-in to the tenant', async () => {
    const { caller } = await signIn('gus@partner.example');
    expect((await microsoft.observe(caller, { ...look, servicePrincipalId: null })).me.isGuest).toBe(true);
  });
});
