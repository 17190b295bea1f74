// `npm run check`: format, lint, types, unused code, schema, lock file, unit tests and the architecture.
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
const { generateClient } = await import('./lib/prisma.mjs');
const { runGates } = await import('./lib/gates.mjs');
const { bundleAll } = await import('./lib/build.mjs');
const { program, runNode } = await import('./lib/run.mjs');

try {
  await generateClient();
  await bundleAll();
  const complaints = await runGates();
  const unit = await runNode([program('vitest'), 'run', '--reporter=dot'], { show: true });
  process.exitCode = complaints.length > 0 || unit.status !== 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
