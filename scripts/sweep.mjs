// `npm run sweep`: breaks a connection at every place where it can break, in every way, and checks after each case that nothing was made
// twice, nothing was lost, and the admin comes to the end. Prints points, runs and broken invariants. A small part of it is in `npm test`.
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
const { generateClient } = await import('./lib/prisma.mjs');
const { program, runNode } = await import('./lib/run.mjs');

try {
  await generateClient();
  const args = ['run', 'lib/engine/sweep.test.ts', '--reporter=dot', '--disable-console-intercept'];
  const { status } = await runNode([program('vitest'), ...args], { show: true, env: { SWEEP: 'whole' } });
  process.exitCode = status;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
