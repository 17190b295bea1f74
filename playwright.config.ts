import { defineConfig } from '@playwright/test';

// started by scripts/e2e.mjs, which brings up portal, practice cloud and database and names them in the environment
const executablePath = process.env['CHROMIUM_PATH'];
const root = process.getuid?.() === 0;
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// the specs of this folder stop web processes and the database, which no other spec would survive: they run by themselves
const outages = Boolean(process.env['E2E_CONTROL_URL']);

// `npm run screenshots`: pictures for docs/, no test of anything
const pictures = process.env['E2E_PICTURES'] ? { testMatch: 'screenshots.ts', timeout: 600_000 } : {};

export default defineConfig({
  testDir: outages ? 'e2e/instances' : 'e2e',
  ...(outages ? {} : { testIgnore: /e2e.instances/ }),
  outputDir: 'test-results/browser',
  reporter: 'line',
  // every test has an organization of its own, so they share one portal, one practice cloud and one database
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // longer than the longest wait in it, so that what was waited for in vain is named
  timeout: 120_000,
  ...pictures,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env['E2E_PORTAL_URL'] ?? 'http://localhost:3000',
    locale: 'en-US',
    timezoneId: 'UTC',
    // a trace costs a third of the time: E2E_TRACE=1 keeps one of each failure
    trace: process.env['E2E_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox does not start for root, which is who runs tests in a container
      args: root ? ['--no-sandbox', ...quiet] : quiet,
    },
  },
});
