// `npm run dev`: as the demo, but with `next dev`: a change in the sources is there after a reload.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { argumentsOf, portOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const options = argumentsOf({ port: { type: 'string' }, 'practice-port': { type: 'string' } });
const ports = { portal: portOf(options.port, 3000), practice: portOf(options['practice-port'], 4400) };
const dataDir = path.resolve(process.env.DATA_DIR ?? inRoot('.data'));

await ensureInstalled();
const { bundleAll } = await import('./lib/build.mjs');
const { generateClient } = await import('./lib/prisma.mjs');
const { startStack } = await import('./lib/stack.mjs');
const { onlyOnce } = await import('./lib/lock.mjs');

try {
  onlyOnce(dataDir);
  await generateClient();
  await bundleAll();
  // the sealer is started anew for each use, so a fresh bundle is enough
  const watcher = spawn(process.execPath, [inRoot('scripts/lib/bundle.mjs'), 'lib/sealer/main.ts', inRoot('dist/sealer.mjs'), '--watch'], {
    stdio: 'inherit',
  });
  process.once('exit', () => watcher.kill());
  const { portalUrl, practiceUrl, logDir } = await startStack({ dataDir, ports, development: true });
  console.log(`\n  Portal          ${portalUrl}\n  Practice cloud  ${practiceUrl}\n  Logs            ${logDir}\n`);
  console.log('  Start again after a change in practice/ or prisma/. Ctrl-C stops everything.\n');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
