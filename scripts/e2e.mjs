// `npm run e2e [-- Playwright's arguments]`: the tests in a browser against the built portal.
import { ensureBrowser } from './browser.mjs';

const browser = await ensureBrowser();
if (browser === null) process.exit(1);
const { build } = await import('./lib/build.mjs');
const { browserTests } = await import('./lib/browser-tests.mjs');

try {
  await build();
  process.exitCode = await browserTests(process.argv.slice(2), browser);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
