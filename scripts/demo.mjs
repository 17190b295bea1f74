// `npm run demo`: the portal with the practice cloud on this machine, nothing to install besides. `-- --walk` runs the whole flow in a
// browser and ends; `-- --port 8080` asks for another port.
import fs from 'node:fs';
import path from 'node:path';
import { argumentsOf, portOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const options = argumentsOf({ walk: { type: 'boolean' }, port: { type: 'string' }, 'practice-port': { type: 'string' } });
const ports = { portal: portOf(options.port, 3000), practice: portOf(options['practice-port'], 4400) };
const dataDir = path.resolve(process.env.DATA_DIR ?? inRoot('.data'));

await ensureInstalled();
// packages may have been installed only now, so what needs them is loaded only now
const { build } = await import('./lib/build.mjs');
const { startStack } = await import('./lib/stack.mjs');
const { launchLink } = await import('./lib/launch.mjs');
const { onlyOnce } = await import('./lib/lock.mjs');

let stack;
try {
  onlyOnce(dataDir);
  await build();
  stack = await startStack({ dataDir, ports });
  if (options.walk) await walkThrough(stack);
  else await introduce(stack);
} catch (error) {
  console.error(error.message);
  await stack?.stop();
  process.exit(1);
}

async function introduce({ portalUrl, practiceUrl, logDir, secrets }) {
  const answer = await fetch(`${practiceUrl}/control/people`);
  const { people } = await answer.json();
  const replaced = new URL(portalUrl).port === String(ports.portal) ? '' : ` (port ${ports.portal} is taken)`;
  console.log(`\n  Defender Connect   ${portalUrl}${replaced}\n  Practice cloud     ${practiceUrl} (not Microsoft)\n`);
  console.log('  Sign in with a practice account (no password):');
  for (const [shows, accounts] of scenarios(people)) console.log(`\n    ${shows}\n${accounts.join('\n')}`);
  const launch = { customerId: 'C-1042', customer: 'Pinecrest Schools', expects: 'contoso.example' };
  const privateJwk = JSON.parse(fs.readFileSync(secrets.launchPrivateKey, 'utf8'));
  console.log(`\n  As FortifyData's platform sends a customer here, once, within 5 minutes (npm run launch-link makes another):`);
  console.log(`    ${await launchLink({ privateJwk, portalUrl, ...launch })}`);
  console.log(`\n  Logs: ${logDir}\n  Ctrl-C stops everything. The data stays in ${dataDir}.\n`);
}

/** The customers' people by organization, each organization with what it shows. */
function scenarios(people) {
  const groups = new Map();
  for (const { account, role, organization, shows, staff } of people) {
    const title = `${organization}: ${shows}`;
    if (!staff) groups.set(title, [...(groups.get(title) ?? []), `      ${account.padEnd(32)} ${role || 'no role'}`]);
  }
  return groups;
}

async function walkThrough({ portalUrl, practiceUrl, stop }) {
  const { ensureBrowser } = await import('./browser.mjs');
  if ((await ensureBrowser()) === null) throw new Error('The walk needs a browser: see the lines above.');
  const { walk } = await import('./walk.mjs');
  const passed = await walk({ portalUrl, practiceUrl, dataDir, outDir: path.join(dataDir, 'walk') });
  await stop();
  process.exit(passed ? 0 : 1);
}
