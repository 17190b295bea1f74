// `npm run e2e [-- Playwright's arguments]`: the tests in a browser against the built portal. `--instances 3` runs them against three web
// processes behind a proxy; arguments that name `instances/` run the specs that stop what all share, against three of their own.
import { ensureBrowser } from './browser.mjs';

const browser = await ensureBrowser();
if (browser === null) process.exit(1);
const { build } = await import('./lib/build.mjs');
const { browserTests } = await import('./lib/browser-tests.mjs');

try {
  const { instances, args } = ours(process.argv.slice(2));
  const named = args.some((argument) => /(^|\/)instances\//.test(argument));
  await build();
  const runs = [];
  if (!named) runs.push(await browserTests(args, browser, { instances }));
  if (named || args.length === 0) runs.push(await browserTests(args, browser, { outages: true, instances }));
  process.exitCode = Math.max(...runs);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Takes our own switch out of the arguments; all others are Playwright's. */
function ours(args) {
  const at = args.indexOf('--instances');
  if (at < 0) return { instances: 1, args };
  const instances = Number(args[at + 1]);
  if (!Number.isInteger(instances) || instances < 1 || instances > 9) throw new Error('--instances takes a number from 1 to 9.');
  return { instances, args: args.toSpliced(at, 2) };
}
