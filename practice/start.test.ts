import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultOptions, optionsFrom } from './options';
import { selfSigned } from './self-signed';
import { startPractice } from './server';
import { appToken, connect } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'practice-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('with a state file everything is there again after a restart: app, grants, secret, even tokens', async () => {
  const stateFile = path.join(folder, 'practice.json');
  const first = await startPractice({ port: 0, lagSeconds: 0, stateFile });
  const { result } = await signIn(first.url, 'adele@contoso.example');
  const at = await connect(first.url, result.accessToken, 'adele@contoso.example');
  await controlCall(first.url, 'PATCH', '/tenants/contoso.example', { noLicence: true });
  await first.close();
  expect(readFileSync(stateFile, 'utf8')).not.toContain(at.secret);
  const second = await startPractice({ port: 0, lagSeconds: 0, stateFile });
  try {
    const { status } = await appToken(second.url, { ...at, scope: 'https://graph.microsoft.com/.default' });
    expect(status).toBe(200);
    expect((await call(second.url, result.accessToken, { path: '/me' })).status).toBe(200);
    const { body } = await controlCall(second.url, 'GET', '/tenants/contoso.example');
    expect(body.appRoleAssignments).toHaveLength(49);
    expect(body.settings.noLicence).toBe(true);
  } finally {
    await second.close();
  }
});

test('a restart with another address of the portal keeps the data and signs in at the new address', async () => {
  const stateFile = path.join(folder, 'practice.json');
  const first = await startPractice({ port: 0, lagSeconds: 0, stateFile });
  await connect(first.url, (await signIn(first.url, 'adele@contoso.example')).result.accessToken, 'adele@contoso.example');
  await first.close();
  const redirectUri = 'http://localhost:3999/api/auth/callback';
  const portal = { ...defaultOptions.portal, redirectUris: [redirectUri] };
  const second = await startPractice({ port: 0, lagSeconds: 0, stateFile, portal });
  try {
    const { result } = await signIn(second.url, 'adele@contoso.example', { redirectUri });
    expect((await call(second.url, result.accessToken, { path: '/applications' })).body.value).toHaveLength(1);
  } finally {
    await second.close();
  }
});

test('a state file of another make is refused by name', async () => {
  const stateFile = path.join(folder, 'practice.json');
  writeFileSync(stateFile, '{"version":7}');
  await expect(startPractice({ port: 0, stateFile })).rejects.toThrow(stateFile);
});

/** One https request to the practice cloud under one of Microsoft's names. */
function ask(port: number, at: { host: string; path: string; ca: string }): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername: at.host, headers: { host: at.host }, path: at.path, ca: at.ca };
    const sent = request(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('in TLS mode Microsoft’s own names are served without prefixes, and control stays on a plain loopback port', async () => {
  const hosts = ['login.microsoftonline.com', 'graph.microsoft.com', 'api.security.microsoft.com', 'api.securitycenter.microsoft.com'];
  const { key, cert } = selfSigned('practice', hosts);
  const practice = await startPractice({ port: 0, tls: { key, cert } });
  try {
    const discovery = await ask(practice.port, {
      host: hosts[0] ?? '',
      path: '/organizations/v2.0/.well-known/openid-configuration',
      ca: cert,
    });
    expect(JSON.parse(discovery.body)).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      token_endpoint: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    });
    expect((await ask(practice.port, { host: 'graph.microsoft.com', path: '/v1.0/me', ca: cert })).status).toBe(401);
    expect((await ask(practice.port, { host: 'api.security.microsoft.com', path: '/api/incidents', ca: cert })).status).toBe(401);
    expect((await ask(practice.port, { host: 'api.securitycenter.microsoft.com', path: '/control/state', ca: cert })).status).toBe(401);
    expect((await fetch(`${practice.controlUrl}/state`)).status).toBe(200);
  } finally {
    await practice.close();
  }
});

test('both loopback addresses answer where the machine has them', async () => {
  const practice = await startPractice({ port: 0 });
  try {
    expect((await fetch(`http://127.0.0.1:${practice.port}/control/state`)).status).toBe(200);
    expect((await fetch(`http://localhost:${practice.port}/control/state`)).status).toBe(200);
  } finally {
    await practice.close();
  }
});

test('the environment is read with defaults, lists and a clear refusal', () => {
  const options = optionsFrom({ PRACTICE_PORT: '4500', PRACTICE_PORTAL_REDIRECT_URI: 'http://localhost:3100/a http://localhost:3100/b' });
  expect(options).toMatchObject({
    port: 4500,
    lagSeconds: 1.5,
    staff: { redirectUris: ['http://localhost:3100/support', 'http://localhost:3100/support'] },
  });
  expect(options.portal.redirectUris).toHaveLength(2);
  expect(() => optionsFrom({ PRACTICE_LAG_SECONDS: 'soon' })).toThrow('PRACTICE_LAG_SECONDS');
  expect(() => optionsFrom({ PRACTICE_PORT: '-1' })).toThrow('PRACTICE_PORT');
});
