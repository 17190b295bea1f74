// `npm start`: the built portal against Microsoft's cloud. Reads .env when there is one; see README for the variables.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot, standalone } from './lib/paths.mjs';

if (fs.existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
await ensureInstalled();

try {
  if (process.env.MICROSOFT_CLOUD === 'practice')
    throw new Error('npm start is for Microsoft’s cloud. The practice cloud runs with: npm run demo');
  const { build } = await import('./lib/build.mjs');
  await build();
  const { holdBuild } = await import('./lib/build-in-use.mjs');
  holdBuild();
  const { environment, stop } = await prepare();
  process.exitCode = await serve(environment);
  await stop();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Paths are made absolute, since the server runs in its own folder; the database is brought to the newest migration. */
async function prepare() {
  const { migrate } = await import('./lib/prisma.mjs');
  const dataDir = path.resolve(process.env.DATA_DIR ?? inRoot('.data'));
  const files = ['SEAL_PUBLIC_KEY', 'ENTRA_CLIENT_CERTIFICATE'].flatMap((name) =>
    process.env[name] ? [[name, path.resolve(process.env[name])]] : [],
  );
  const { url, stop } = process.env.DATABASE_URL ? { url: process.env.DATABASE_URL, stop: async () => {} } : await privateDatabase(dataDir);
  await migrate(url);
  return {
    environment: { ...process.env, ...Object.fromEntries(files), DATA_DIR: dataDir, DATABASE_URL: url, NODE_ENV: 'production' },
    stop,
  };
}

async function privateDatabase(dataDir) {
  const { start } = await import('./lib/postgres.mjs');
  const { onlyOnce } = await import('./lib/lock.mjs');
  onlyOnce(dataDir);
  const server = await start(path.join(dataDir, 'postgres'));
  console.log(`DATABASE_URL is not set: the data is in ${path.join(dataDir, 'postgres')}.`);
  return { url: server.url.replace(/\/postgres$/, '/defender_connect'), stop: server.stop };
}

/** Runs the server until it ends, and passes on the signals that ask for the end. The server itself refuses a wrong configuration. */
function serve(env) {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: standalone,
    env: { HOSTNAME: '127.0.0.1', PORT: '3000', ...env },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 0)));
}
