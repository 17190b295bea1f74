// The run itself, inside of namespaces whose network is loopback alone: `node inside.mjs FOLDER`. Started by scripts/real-hosts.mjs.
import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { mainJob } from '../bench/main-job.mjs';
import { clientSecret } from '../lib/keys.mjs';
import { inRoot } from '../lib/paths.mjs';
import { start as startPostgres } from '../lib/postgres.mjs';
import { commands, variables } from './document.mjs';
import { listenForLookups, loopbackUp, mapNames, tlsFront } from './network.mjs';
import { programs, until } from './programs.mjs';

const [dir] = process.argv.slice(2);
const keys = path.join(dir, 'keys');
const [controlPort, portalPort] = [4490, 3000];
const organization = 'contoso.example';
const { shell, server, stopAll, onStop } = programs(dir);

try {
  if (!loopbackUp()) throw new Error('the loopback device of the namespace could not be switched on');
  fs.writeFileSync(path.join(dir, 'report.json'), JSON.stringify(await run()));
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await stopAll();
}

/** The document from its first to its last block, with the main job between start and proof. */
async function run() {
  const environment = await configured();
  const portalUrl = environment.APP_BASE_URL;
  mapNames(dir, new URL(portalUrl).hostname);
  const lookups = await heardLookups();
  const platform = { id: randomUUID(), secret: clientSecret() };
  await practiceCloud(environment, platform);
  const front = await tlsFront(JSON.parse(fs.readFileSync(path.join(dir, 'portal-tls.json'), 'utf8')), portalPort);
  onStop(() => front.close());
  await shell('build', { environment });
  server('portal', ['sh', '-c', commands('start', { keys })], environment);
  const health = await until(
    () => shell('health', { environment }),
    (text) => text.startsWith('200 '),
  );
  const job = await mainJob({ portalUrl, account: `admin@${organization}` });
  const again = await mainJob({ portalUrl, account: `admin@${organization}` });
  const { entries } = await control('/journal');
  const tenant = await control(`/tenants/${organization}`);
  const proof = await shell('proof', {
    environment: { ...environment, TENANT_ID: tenant.id, PLATFORM_CLIENT_ID: platform.id, KEYS: keys },
    values: { PLATFORM_CLIENT_SECRET: platform.secret },
  });
  return { screens: [job.screen, again.screen], health, proof, lookups, requests: entries.map(told), tenant: standing(tenant) };
}

/** The names that are looked up from now on. A resolver which hears nothing proves nothing, so it is tried first. */
async function heardLookups() {
  const names = await listenForLookups();
  await lookup('heard.example').catch(() => undefined);
  if (!names.includes('heard.example')) throw new Error('look-ups of names do not reach the resolver of this test');
  names.length = 0;
  return names;
}

/** Chapters 1 and 4: keys, then the variables with our database and with what the keys' commands printed. */
async function configured() {
  const [thumbprint, sessionKey] = (await shell('keys', { values: { KEYS: keys } })).trim().split('\n');
  const database = await startPostgres(path.join(dir, 'postgres'), { volatile: true });
  onStop(database.stop);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // no more rights than the document asks for
  await client.query('CREATE ROLE portal LOGIN CREATEROLE');
  await client.query('CREATE DATABASE defender_connect OWNER portal');
  await client.end();
  const databaseUrl = database.url.replace('//postgres@', '//portal@').replace(/\/postgres$/, '/defender_connect');
  return variables({ keys, values: { DATABASE_URL: databaseUrl, SESSION_KEYS: sessionKey, SEAL_KEY_THUMBPRINT: thumbprint } });
}

async function practiceCloud(environment, platform) {
  server('practice', [process.execPath, inRoot('dist/practice.mjs')], {
    PRACTICE_PORT: '443',
    PRACTICE_CONTROL_PORT: String(controlPort),
    PRACTICE_TLS_KEY: path.join(dir, 'microsoft.key'),
    PRACTICE_TLS_CERT: path.join(dir, 'microsoft.pem'),
    PRACTICE_LAG_SECONDS: '0.2',
    PRACTICE_PORTAL_CLIENT_ID: environment.ENTRA_CLIENT_ID,
    PRACTICE_PORTAL_CERTIFICATE: path.join(keys, 'portal-certificate.pem'),
    PRACTICE_PORTAL_REDIRECT_URI: `${environment.APP_BASE_URL}/api/sign-in/callback`,
    PRACTICE_STAFF_TENANT_ID: environment.SUPPORT_TENANT_ID,
    PRACTICE_STAFF_CLIENT_ID: environment.SUPPORT_CLIENT_ID,
    PRACTICE_PLATFORM_CLIENT_ID: platform.id,
    PRACTICE_PLATFORM_CLIENT_SECRET: platform.secret,
  });
  await until(
    () => control('/state'),
    () => true,
  );
}

async function control(where) {
  const response = await fetch(`http://localhost:${controlPort}/control${where}`);
  if (!response.ok) throw new Error(`the practice cloud's control API answered ${response.status}`);
  return response.json();
}

/** One request as the practice cloud's journal has it, without its headers, which carry tokens. */
function told({ n, method, host, path: address, query, requestBody: body, status, browser, write }) {
  return { n, method, host, path: address, query, body, status, browser, write };
}

/** What stands in the organization at the end. */
function standing({ applications, servicePrincipals, appRoleAssignments }) {
  const ours = applications.filter(({ uniqueName }) => uniqueName === 'fortifydata-defender-integration');
  const principals = servicePrincipals.filter(({ appId }) => ours.some((application) => application.appId === appId));
  return {
    applications: ours,
    principals: principals.length,
    grants: appRoleAssignments.filter(({ principalId }) => principals.some(({ id }) => id === principalId)).length,
  };
}
