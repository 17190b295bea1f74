// The tests in a browser: built portal, practice cloud and a fresh database on free ports, then Playwright.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { program, runNode } from './run.mjs';
import { startStack } from './stack.mjs';
import { controlStack } from './stack-control.mjs';

/** Web processes of the tests in e2e/instances, which end and start them. */
const several = 3;

/**
 * Takes Playwright's arguments and the browser; gives its exit code. The servers' logs stay in test-results/logs when something failed.
 * `instances` is the number of web processes behind a proxy that the specs run against; with `outages` the specs of e2e/instances run,
 * one after the other, since they stop what all share.
 */
export async function browserTests(args, browser, { report = null, instances = 1, outages = false } = {}) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-e2e-'));
  let status = 1;
  try {
    const stack = await startStack({
      dataDir,
      practiceEnv: { PRACTICE_LAG_SECONDS: '0.2' },
      count: outages ? Math.max(several, instances) : instances,
      ownDatabase: outages,
    });
    const control = outages ? await controlStack(stack) : null;
    const env = { ...variablesOf(stack), CHROMIUM_PATH: browser, ...(control ? { E2E_CONTROL_URL: control.url } : {}) };
    if (report) env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
    const options = [...(report ? ['--reporter=line,json'] : []), ...(outages ? ['--workers=1'] : [])];
    ({ status } = await runNode([program('@playwright/test', 'playwright'), 'test', ...options, ...args], { env, show: true }));
    await control?.stop();
    await stack.stop();
  } finally {
    const logs = path.join(dataDir, 'logs');
    if (status !== 0 && fs.existsSync(logs)) fs.cpSync(logs, inRoot('test-results/logs'), { recursive: true });
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
  return status;
}

function variablesOf({ portalUrl, practiceUrl, databaseUrl, dataDir, secrets }) {
  return {
    E2E_PORTAL_URL: portalUrl,
    E2E_PRACTICE_URL: practiceUrl,
    E2E_DATA_DIR: dataDir,
    E2E_SEAL_PRIVATE_KEY: secrets.sealPrivateKey,
    E2E_PLATFORM_CLIENT_ID: secrets.platformClientId,
    E2E_PLATFORM_CLIENT_SECRET: secrets.platformClientSecret,
    E2E_STAFF_TENANT_ID: secrets.staffTenantId,
    E2E_STAFF_CLIENT_ID: secrets.staffClientId,
    DATABASE_URL: databaseUrl,
  };
}
