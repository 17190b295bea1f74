// `npm run screenshots`: draws the support pages with practice customers into docs/screenshots, light and dark, desktop and phone.
import { ensureBrowser } from './browser.mjs';

const browser = await ensureBrowser();
if (browser === null) process.exit(1);
const { build } = await import('./lib/build.mjs');
const { browserTests } = await import('./lib/browser-tests.mjs');

try {
  await build();
  process.exitCode = await browserTests(['-c', 'e2e/screenshots.config.ts'], browser);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
