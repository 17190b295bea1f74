// `npm run credential:open -- --tenant ID`: what FortifyData's platform does with a sealed credential. Fetches the record with a service
// token, opens it with the private key, compares what it says with the record, and proves that Microsoft accepts the secret. Prints facts
// and never the value. Without further options it looks at the demo on this machine; `--data` names its folder.
import fs from 'node:fs';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ask, openCredential } from './lib/open-credential.mjs';
import { inRoot } from './lib/paths.mjs';

const text = { type: 'string' };
const flags = {
  tenant: text,
  portal: text,
  key: text,
  certificate: text,
  data: text,
  practice: text,
  'token-url': text,
  'client-id': text,
  'client-secret': text,
  'support-client-id': text,
  authority: text,
  graph: text,
};

export { openCredential };

/**
 * Where a demo keeps what the platform needs. Takes its data folder and the addresses of portal and practice cloud; gives the options of
 * `openCredential` but for the tenant.
 */
export function demoPlatform({ dataDir, portalUrl, practiceUrl }) {
  const demo = readJson(path.join(dataDir, 'demo.json'));
  const authority = `${practiceUrl}/login`;
  return {
    portalUrl,
    privateJwk: readJson(path.join(dataDir, 'fortifydata/seal-private.jwk.json')),
    tokenUrl: `${authority}/${demo.staffTenantId}/oauth2/v2.0/token`,
    clientId: demo.platformClientId,
    clientSecret: demo.platformClientSecret,
    certificatePem: textOf(path.join(dataDir, 'fortifydata/certificate.pem')),
    supportClientId: demo.staffClientId,
    authority,
    graph: `${practiceUrl}/graph`,
    graphScope: 'https://graph.microsoft.com/.default',
  };
}

/** A text file; null where there is none. */
function textOf(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} cannot be read. Start the demo once (npm run demo), or name key, token address and client yourself.`);
  }
}

/** The options of the command line; all that is not named comes from the demo. */
async function optionsOf(values) {
  const portalUrl = values.portal ?? 'http://localhost:3000';
  const practiceUrl = values.practice ?? 'http://localhost:4400';
  const real = values['token-url'] !== undefined;
  const base = real
    ? { portalUrl, authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' }
    : demoPlatform({ dataDir: path.resolve(values.data ?? process.env.DATA_DIR ?? inRoot('.data')), portalUrl, practiceUrl });
  const named = {
    privateJwk: values.key && readJson(values.key),
    certificatePem: values.certificate && textOf(values.certificate),
    tokenUrl: values['token-url'],
    clientId: values['client-id'],
    clientSecret: values['client-secret'] ?? process.env.PLATFORM_CLIENT_SECRET,
    supportClientId: values['support-client-id'],
    authority: values.authority,
    graph: values.graph,
  };
  const options = { ...base, ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) };
  options.graphScope ??= `${options.graph}/.default`;
  const missing = ['privateJwk', 'clientId', 'clientSecret', 'supportClientId'].filter((name) => options[name] === undefined);
  if (missing.length > 0) throw new Error('With --token-url also give --key, --client-id, --support-client-id and PLATFORM_CLIENT_SECRET.');
  return { ...options, tenantId: await tenantIdOf(values.tenant, real ? null : practiceUrl) };
}

/** The practice cloud knows its tenants by domain too. */
async function tenantIdOf(name, practiceUrl) {
  if (name && /^[0-9a-f-]{36}$/i.test(name)) return name.toLowerCase();
  if (!name || !practiceUrl) throw new Error('Name the tenant: npm run credential:open -- --tenant ID');
  const response = await ask('The practice cloud', `${practiceUrl}/control/state`, {});
  const { tenants = [] } = await response.json();
  const found = tenants.find(({ domain }) => domain === name);
  if (!found) throw new Error(`The practice cloud has no tenant ${name}.`);
  return found.id;
}

function print(facts) {
  const day = (iso) => iso.slice(0, 10);
  const lines = [
    ['Organization', `${facts.organization} (${facts.tenantId})`],
    ['Client id', facts.clientId],
    [facts.kind === 'certificate' ? 'Key id' : 'Secret id', facts.keyId],
    ['Valid', `${day(facts.startsAt)} to ${day(facts.expiresAt)}`],
    facts.kind === 'certificate' ? ['Certificate', facts.thumbprint] : ['Sealed to', facts.sealThumbprint],
    ['Stored', facts.storedAt],
    ['Graph token', `${facts.roles} application permissions`],
  ];
  for (const [label, value] of lines) console.log(`  ${label.padEnd(14)}${value}`);
  const works =
    facts.kind === 'certificate' ? 'The certificate works. There is no secret.' : 'The secret works. Its value was not printed.';
  console.log(`\n  ${works}`);
}

if (process.argv[1] === import.meta.filename) {
  const values = argumentsOf(flags);
  await ensureInstalled();
  try {
    print(await openCredential(await optionsOf(values)));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
