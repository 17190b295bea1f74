// `node scripts/complete-lock.mjs [--check]`, to be run after every `npm install`. A registry that lacks some platform builds lets npm
// write a lock without them, and `npm ci` then refuses that lock everywhere: this adds the missing optional entries.
import fs from 'node:fs';
import { argumentsOf } from './lib/arguments.mjs';
import { inRoot } from './lib/paths.mjs';

const { check } = argumentsOf({ check: { type: 'boolean' } });
const systems = ['darwin', 'win32', 'windows', 'android', 'freebsd', 'openbsd', 'netbsd', 'openharmony', 'sunos', 'aix', 'linux'];
const processors = ['x64', 'arm64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = inRoot('package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const { packages } = lock;
const added = [];

for (const [parent, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (!isInstalled(parent, name) && platform && /^\d/.test(version)) add(parent, { name, version, platform, dev: entry.dev });
  }
}
if (added.length > 0 && !check) {
  const order = ([left], [right]) => (left === '' ? -1 : right === '' ? 1 : left.localeCompare(right, 'en'));
  lock.packages = Object.fromEntries(Object.entries(packages).sort(order));
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(
  added.length === 0 ? 'package-lock.json is complete.' : `package-lock.json ${check ? 'lacks' : 'now has'}: ${added.join(', ')}`,
);
process.exitCode = check && added.length > 0 ? 1 : 0;

/** Looks for a package as Node does: beside the parent, then one level up, and so on. */
function isInstalled(parent, name) {
  for (let place = parent; ; place = place.slice(0, Math.max(0, place.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${place ? `${place}/` : ''}node_modules/${name}`]) return true;
    if (place === '') return false;
  }
}

function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) =>
    words.some((word) => word === processor || (processor === 'arm' && /^arm(eabi|v\d)/.test(word))),
  );
  if (!os && cpu !== 'wasm32') return null;
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = os === 'linux' && words.some((word) => word.startsWith('gnu'));
  return { os: os === 'windows' ? 'win32' : os, cpu, libc: musl ? 'musl' : gnu ? 'glibc' : undefined };
}

function add(parent, { name, version, platform: { os, cpu, libc }, dev }) {
  const top = `node_modules/${name}`;
  const place = packages[top] && packages[top].version !== version ? `${parent}/node_modules/${name}` : top;
  packages[place] = {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(dev ? { dev: true } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
  added.push(`${name}@${version}`);
}
