import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { hosts, objectionsTo, type SeenRequest } from './published';

const script = path.join(import.meta.dirname, '../scripts/real-hosts.mjs');
/** The script's exit code where the system allows no private namespaces. */
const notPossible = 77;

/** What the run in the private namespaces reports. */
interface Report {
  readonly screens: readonly string[];
  readonly health: string;
  readonly proof: string;
  readonly lookups: readonly string[];
  readonly requests: readonly (SeenRequest & { readonly browser: boolean; readonly write: boolean })[];
  readonly tenant: {
    readonly applications: readonly {
      signInAudience: string;
      web: { redirectUris: string[] };
      requiredResourceAccess: { resourceAccess: { type: string }[] }[];
      passwordCredentials: { displayName: string; startDateTime: string; endDateTime: string }[];
    }[];
    readonly principals: number;
    readonly grants: number;
  };
}

// one worker for this file: the run before its tests is made once
test.describe.configure({ mode: 'default' });

let report: Report | null = null;
let said = '';

test.beforeAll(() => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'real-hosts-report-'));
  const file = path.join(folder, 'report.json');
  // without the variables of this run: a production start knows nothing of practice mode
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (/^(E2E_|DATABASE_URL$|PLAYWRIGHT_)/.test(name)) delete env[name];
  const run = spawnSync(process.execPath, [script, '--report', file], { encoding: 'utf8', env });
  said = `${run.stdout}${run.stderr}`;
  if (run.status === 0) report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  if (run.status !== 0 && run.status !== notPossible) throw new Error(said);
});

/** The report; a test that has none because the system allows no namespaces is skipped and says so. */
function reported(): Report {
  test.skip(report === null, said.trim());
  if (report === null) throw new Error(said);
  return report;
}

test('started as PRODUCTION.md says, the portal connects an organization at Microsoft’s real host names', () => {
  const { screens, health, proof, tenant } = reported();
  expect(health.trim()).toBe('200 {"ready":true}');
  expect(screens).toEqual(['connected', 'connected']);
  expect(tenant.applications).toHaveLength(1);
  const [application] = tenant.applications;
  const asked = application?.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess.map(({ type }) => type)) ?? [];
  expect(application?.signInAudience).toBe('AzureADMyOrg');
  expect(application?.web.redirectUris).toEqual(['https://connect.example.com/api/consent/callback']);
  expect([asked.filter((type) => type === 'Role').length, asked.filter((type) => type === 'Scope').length]).toEqual([49, 12]);
  expect([tenant.principals, tenant.grants]).toEqual([1, 49]);
  const days = application?.passwordCredentials.map((key) => [
    key.displayName,
    (Date.parse(key.endDateTime) - Date.parse(key.startDateTime)) / 86_400_000,
  ]);
  expect(days).toEqual([['FortifyDataAPISecret', 730]]);
  expect(proof).toContain('The secret works.');
});

test('no request goes to any host but Microsoft’s four, and no other name is looked up', () => {
  const { requests, lookups } = reported();
  const asked = requests.filter(({ browser }) => !browser).map(({ host }) => host);
  expect([...new Set(asked)].sort()).toEqual([...hosts].sort());
  expect(lookups).toEqual([]);
});

test('every request of the portal fits what Microsoft publishes: host, method, path, query, body', () => {
  const own = reported().requests.filter(({ browser }) => !browser);
  expect(own.length).toBeGreaterThan(15);
  // a key is not accepted everywhere at once: Entra ID answers 401 until it is
  const refused = own.filter(({ status, path: address }) => status >= 400 && !(status === 401 && address.endsWith('/token')));
  expect(refused).toEqual([]);
  expect(own.flatMap(objectionsTo)).toEqual([]);
});

test('connecting again changes nothing at Microsoft', () => {
  const { requests } = reported();
  const signIns = requests.filter(({ path: address, body }) => address.endsWith('/organizations/oauth2/v2.0/token') && body !== '');
  const again = signIns.at(-1);
  expect(signIns).toHaveLength(2);
  const writes = requests.filter(({ n, write, browser }) => again && n > again.n && write && !browser);
  expect(writes).toEqual([]);
});

test('the judge of requests objects to what Microsoft does not publish', () => {
  const graph = { n: 1, host: 'graph.microsoft.com', method: 'GET', path: '/v1.0/me', query: '', body: '', status: 200 };
  const login = {
    ...graph,
    host: 'login.microsoftonline.com',
    method: 'POST',
    path: '/t/oauth2/v2.0/token',
    body: 'grant_type=x&colour=red',
  };
  const inner = { id: '1', method: 'DELETE', url: '/me' };
  expect(objectionsTo(graph)).toEqual([]);
  expect(objectionsTo({ ...graph, host: 'graph.example' })).toHaveLength(1);
  expect(objectionsTo({ ...graph, path: '/beta/me' })).toHaveLength(1);
  expect(objectionsTo({ ...graph, query: '$select=shoeSize' })).toEqual(['graph.microsoft.com/v1.0/me: shoeSize']);
  expect(objectionsTo({ ...graph, method: 'POST', path: '/v1.0/$batch', body: JSON.stringify({ requests: [inner] }) })).toHaveLength(1);
  expect(objectionsTo(login)).toEqual(['login.microsoftonline.com/t/oauth2/v2.0/token: colour']);
  expect(objectionsTo({ ...login, host: 'api.security.microsoft.com' })).toHaveLength(1);
});
