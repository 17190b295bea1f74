// The whole product on this machine: database, practice cloud and portal. Shared by demo, dev, e2e and the measurements.
import fs from 'node:fs';
import path from 'node:path';
import { holdBuild } from './build-in-use.mjs';
import { group } from './children.mjs';
import { startInstances } from './instances.mjs';
import { freePort, freePorts } from './net.mjs';
import { inRoot, root, standalone } from './paths.mjs';
import { start as startPostgres } from './postgres.mjs';
import { migrate } from './prisma.mjs';
import { startProxy } from './round-robin.mjs';
import { program } from './run.mjs';
import { secretsOf } from './secrets.mjs';

/**
 * Starts everything and resolves when it answers: { portalUrl, practiceUrl, databaseUrl, dataDir, logDir, secrets, database, instances,
 * proxy, stop }. `ports` are wishes: a taken one is replaced. `development` runs `next dev` instead of the built server; `practiceEnv` and
 * `portalEnv` add variables. `count` above 1 starts that many web processes behind a round-robin proxy, which then is the portal's address;
 * `ownDatabase` ignores DATABASE_URL. Everything stops with `stop()`, with Ctrl-C and when this program ends. Throws, with nothing left
 * running, when a part does not start.
 */
export async function startStack({
  dataDir,
  ports = {},
  development = false,
  practiceEnv = {},
  portalEnv = {},
  count = 1,
  ownDatabase = false,
}) {
  if (!development) holdBuild();
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets = secretsOf(dataDir);
  const logDir = path.join(dataDir, 'logs');
  const children = await group(logDir);
  try {
    const database = await startDatabase(dataDir, { children, ownDatabase });
    const practicePort = await freePort(ports.practice ?? 0);
    const portalPort = await freePort(ports.portal ?? 0);
    const [practiceUrl, portalUrl] = [`http://localhost:${practicePort}`, `http://localhost:${portalPort}`];
    const place = { dataDir, secrets, databaseUrl: database.url, practiceUrl, portalUrl };
    await children.start('practice', [inRoot('dist/practice.mjs')], {
      cwd: root,
      env: { ...plainEnvironment(), ...practiceVariables(place), ...practiceEnv },
      readyUrl: `${practiceUrl}/control/state`,
    });
    const instances = await startInstances({
      children,
      ports: count === 1 ? [portalPort] : await freePorts(count),
      command: (port) => webProcess(port, { development, env: { ...portalVariables(place), ...portalEnv } }),
    });
    const proxy = count === 1 ? null : await startProxy({ port: portalPort, targets: instances.ports });
    if (proxy) children.onStop(proxy.stop);
    return { ...place, logDir, database, instances, proxy, stop: children.stopAll };
  } catch (error) {
    await children.stopAll();
    throw error;
  }
}

function webProcess(port, { development, env }) {
  const listen = { PORT: String(port), HOSTNAME: '127.0.0.1', NODE_ENV: development ? 'development' : 'production' };
  return {
    args: development ? [program('next'), 'dev', '--port', `${port}`, '--hostname', '127.0.0.1'] : ['server.js'],
    cwd: development ? root : standalone,
    env: { ...plainEnvironment(), ...listen, ...env },
  };
}

/**
 * A database that DATABASE_URL names wins; otherwise a private one in the data folder, which stops with everything else. Gives { url } and,
 * for the private one, `stop`, `crash` and `start`, which takes it up again on the same port.
 */
async function startDatabase(dataDir, { children, ownDatabase }) {
  if (process.env.DATABASE_URL && !ownDatabase) {
    await migrate(process.env.DATABASE_URL);
    return { url: process.env.DATABASE_URL };
  }
  const folder = path.join(dataDir, 'postgres');
  let server = await startPostgres(folder);
  children.onStop(() => server.stop());
  const url = server.url.replace(/\/postgres$/, '/defender_connect');
  await migrate(url, path.join(folder, 'defender-connect-migrations'));
  const port = Number(new URL(url).port);
  const start = async () => {
    server = await startPostgres(folder, { port });
  };
  return { url, stop: () => server.stop(), crash: () => server.crash(), start };
}

/** The portal must see only what it is given: a variable of the shell would change a demo in ways nobody could explain. */
function plainEnvironment() {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot', 'LOG_LEVEL', 'NODE_EXTRA_CA_CERTS'];
  const pairs = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(pairs), NEXT_TELEMETRY_DISABLED: '1' };
}

function practiceVariables({ dataDir, secrets, practiceUrl, portalUrl }) {
  return {
    PRACTICE_PORT: new URL(practiceUrl).port,
    PRACTICE_STATE_FILE: path.join(dataDir, 'practice.json'),
    PRACTICE_PORTAL_CLIENT_ID: secrets.portalClientId,
    PRACTICE_PORTAL_CLIENT_SECRET: secrets.portalClientSecret,
    PRACTICE_PORTAL_REDIRECT_URI: `${portalUrl}/api/sign-in/callback`,
    PRACTICE_STAFF_TENANT_ID: secrets.staffTenantId,
    PRACTICE_STAFF_CLIENT_ID: secrets.staffClientId,
    PRACTICE_PLATFORM_CLIENT_ID: secrets.platformClientId,
    PRACTICE_PLATFORM_CLIENT_SECRET: secrets.platformClientSecret,
    PRACTICE_SIGNER_KEY: secrets.signerKey,
    PRACTICE_SIGNER_CLIENT_ID: secrets.signerClientId,
    PRACTICE_SIGNER_CLIENT_SECRET: secrets.signerClientSecret,
  };
}

function portalVariables({ dataDir, secrets, databaseUrl, practiceUrl, portalUrl }) {
  return {
    APP_BASE_URL: portalUrl,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    MICROSOFT_CLOUD: 'practice',
    ALLOW_PRACTICE: 'true',
    PRACTICE_CLOUD_URL: practiceUrl,
    ENTRA_CLIENT_ID: secrets.portalClientId,
    ENTRA_CLIENT_SECRET: secrets.portalClientSecret,
    SUPPORT_TENANT_ID: secrets.staffTenantId,
    SUPPORT_CLIENT_ID: secrets.staffClientId,
    SESSION_KEYS: secrets.sessionKeys,
    SEAL_PUBLIC_KEY: secrets.sealPublicKey,
    SEAL_KEY_THUMBPRINT: secrets.sealKeyThumbprint,
    CERTIFICATE_FILE: secrets.certificateFile,
    CERTIFICATE_SIGNER_URL: `${practiceUrl}/fortifydata/sign`,
    CERTIFICATE_SIGNER_TOKEN_URL: `${practiceUrl}/fortifydata/token`,
    CERTIFICATE_SIGNER_CLIENT_ID: secrets.signerClientId,
    CERTIFICATE_SIGNER_CLIENT_SECRET: secrets.signerClientSecret,
    OPEN_START: 'true',
  };
}
