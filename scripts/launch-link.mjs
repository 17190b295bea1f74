// `npm run launch-link -- --customer-id C-1042 --customer "Pinecrest Schools" --expects contoso.example`: prints a signed link as
// FortifyData's platform makes one. `--key` names its private key (JWK) and `--portal` the portal; without them it is the demo on this machine.
import fs from 'node:fs';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const text = { type: 'string' };
const options = argumentsOf({ 'customer-id': text, customer: text, expects: text, key: text, portal: text });
const needed = ['customer-id', 'customer', 'expects'].filter((name) => !options[name]);
if (needed.length > 0) {
  console.error(`Missing: ${needed.map((name) => `--${name}`).join(', ')}. --expects is a tenant id or a domain.`);
  process.exit(2);
}

await ensureInstalled();
const { launchLink } = await import('./lib/launch.mjs');
const key = options.key ?? path.join(process.env.DATA_DIR ?? inRoot('.data'), 'fortifydata/launch-private.jwk.json');
try {
  const privateJwk = JSON.parse(fs.readFileSync(key, 'utf8'));
  const portalUrl = options.portal ?? 'http://localhost:3000';
  console.log(
    await launchLink({ privateJwk, portalUrl, customerId: options['customer-id'], customer: options.customer, expects: options.expects }),
  );
} catch (error) {
  console.error(`No link was made with the key ${key}: ${error.message}`);
  process.exitCode = 1;
}
