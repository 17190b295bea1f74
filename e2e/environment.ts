import { readFileSync } from 'node:fs';

/** Set by scripts/lib/browser-tests.mjs, which starts portal, practice cloud and database. */
function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Start the browser tests with: npm run e2e`);
  return value;
}

/** Where everything is that the tests talk to. */
export const environment = {
  portalUrl: variable('E2E_PORTAL_URL'),
  practiceUrl: variable('E2E_PRACTICE_URL'),
  dataDir: variable('E2E_DATA_DIR'),
  databaseUrl: variable('DATABASE_URL'),
  platformClientId: variable('E2E_PLATFORM_CLIENT_ID'),
  platformClientSecret: variable('E2E_PLATFORM_CLIENT_SECRET'),
  staffTenantId: variable('E2E_STAFF_TENANT_ID'),
  staffClientId: variable('E2E_STAFF_CLIENT_ID'),
  /** FortifyData's private key, which the portal never holds. */
  sealPrivateJwk: (): Record<string, string> =>
    JSON.parse(readFileSync(variable('E2E_SEAL_PRIVATE_KEY'), 'utf8')) as Record<string, string>,
};
