// `node scripts/real-hosts.mjs [--report FILE]`: a production start as e2e/PRODUCTION.md describes it, with the practice cloud behind
// Microsoft's four real host names. The operating system maps the names, in namespaces of this run alone: nothing of the machine changes,
// and no other host can be reached. Exit code 77 where the system allows no namespaces.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const { report } = argumentsOf({ report: { type: 'string' } });
const notPossible = 77;
const namespaces = ['--mount', '--net', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];

if (spawnSync('unshare', [...namespaces, 'sh', '-c', 'ip link set lo up || perl -e 1']).status !== 0) {
  console.log('skipped: namespaces are not available here');
  process.exit(notPossible);
}
await ensureInstalled();
const { build } = await import('./lib/build.mjs');
const { privateAuthority } = await import('./lib/certificates.mjs');
const { microsoftHosts } = await import('./real-hosts/network.mjs');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-real-hosts-'));
try {
  await build();
  writeCertificates();
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: path.join(dir, 'authority.pem') };
  const run = spawnSync('unshare', [...namespaces, process.execPath, inRoot('scripts/real-hosts/inside.mjs'), dir], {
    env,
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
  if (run.status === 0) tell(JSON.parse(fs.readFileSync(path.join(dir, 'report.json'), 'utf8')));
  else console.error(lastWords('portal'), lastWords('practice'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  fs.rmSync(dir, { recursive: true, force: true });
}

/** One authority for both sides: Microsoft's four names, and the portal's own behind its proxy. */
function writeCertificates() {
  const authority = privateAuthority('Defender Connect test authority');
  const microsoft = authority.issue(microsoftHosts);
  const portal = authority.issue(['connect.example.com']);
  const files = {
    'authority.pem': authority.certificatePem,
    'microsoft.pem': microsoft.certificatePem,
    'microsoft.key': microsoft.privateKeyPem,
    'portal-tls.json': JSON.stringify({ certificatePem: portal.certificatePem, privateKeyPem: portal.privateKeyPem }),
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), text, { mode: 0o600 });
}

function tell(told) {
  const own = told.requests.filter(({ browser }) => !browser);
  const hosts = [...new Set(own.map(({ host }) => host))].sort();
  console.log(`Connected at the real host names: ${told.screens.join(', then ')}`);
  console.log(`${own.length} requests of programs, to ${hosts.join(', ')}; other names looked up: ${told.lookups.join(', ') || 'none'}`);
  if (report) fs.writeFileSync(report, JSON.stringify(told));
}

function lastWords(name) {
  const file = path.join(dir, `${name}.log`);
  return fs.existsSync(file) ? `--- ${name}\n${fs.readFileSync(file, 'utf8').slice(-3000)}` : '';
}
