// `npm run worker`: the background worker in a process of its own, against the database that DATABASE_URL names. Reads .env when there is
// one. The web process runs a worker, too, unless its WORKER is off; any number of them get along.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot, root } from './lib/paths.mjs';

if (fs.existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
await ensureInstalled();

try {
  if (!process.env.DATABASE_URL)
    throw new Error('npm run worker needs DATABASE_URL. Without one the portal has a private database and runs its own worker.');
  const { generateClient } = await import('./lib/prisma.mjs');
  const { bundleAll } = await import('./lib/build.mjs');
  await generateClient();
  await bundleAll();
  process.exitCode = await work();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Runs until asked to end, and passes the asking on. The worker itself refuses a wrong configuration. */
function work() {
  const env = { NODE_ENV: 'production', ...process.env };
  const child = spawn(process.execPath, [inRoot('dist/worker.mjs')], { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}
