// The tests in a browser: built portal, practice cloud and a fresh database on free ports, then Playwright.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { program, runNode } from './run.mjs';
import { startStack } from './stack.mjs';

/** Takes Playwright's arguments and the browser; gives its exit code. The servers' logs stay in test-results/logs when something failed. */
export async function browserTests(args, browser, report = null) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-e2e-'));
  let status = 1;
  try {
    const { portalUrl, practiceUrl, databaseUrl, secrets, stop } = await startStack({
      dataDir,
      practiceEnv: { PRACTICE_LAG_SECONDS: '0.2' },
    });
    const env = {
      E2E_PORTAL_URL: portalUrl,
      E2E_PRACTICE_URL: practiceUrl,
      E2E_DATA_DIR: dataDir,
      E2E_SEAL_PRIVATE_KEY: secrets.sealPrivateKey,
      E2E_PLATFORM_CLIENT_ID: secrets.platformClientId,
      E2E_PLATFORM_CLIENT_SECRET: secrets.platformClientSecret,
      E2E_STAFF_TENANT_ID: secrets.staffTenantId,
      E2E_STAFF_CLIENT_ID: secrets.staffClientId,
      DATABASE_URL: databaseUrl,
      CHROMIUM_PATH: browser,
      ...(report ? { PLAYWRIGHT_JSON_OUTPUT_FILE: report } : {}),
    };
    const reporters = report ? ['--reporter=line,json'] : [];
    ({ status } = await runNode([program('@playwright/test', 'playwright'), 'test', ...reporters, ...args], { env, show: true }));
    await stop();
  } finally {
    if (status !== 0) fs.cpSync(path.join(dataDir, 'logs'), inRoot('test-results/logs'), { recursive: true });
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
  return status;
}
