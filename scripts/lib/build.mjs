// Everything that is made from the sources: the Prisma client, the Next build, the sealer and the practice cloud.
import fs from 'node:fs';
import path from 'node:path';
import { refuseWhileUsed } from './build-in-use.mjs';
import { inRoot, standalone } from './paths.mjs';
import { generateClient } from './prisma.mjs';
import { program, run, runNode } from './run.mjs';
import { filesBelow, hashOf, unlessDone } from './stamp.mjs';

const stamps = inRoot('.next/defender-connect');
const settings = [
  'package-lock.json',
  'tsconfig.json',
  'next.config.js',
  'postcss.config.mjs',
  'scripts/lib/build.mjs',
  'scripts/lib/bundle.mjs',
];
const portal = ['app', 'components', 'lib', 'public', 'proxy.ts', 'instrumentation.ts', 'prisma/schema.prisma', ...settings];

/** Builds what has changed since the last build. Throws with the tool's words when something fails. */
export async function build({ say = console.log } = {}) {
  refuseServerFunctions();
  await generateClient();
  await bundleAll();
  const built = await unlessDone(path.join(stamps, 'portal'), hashOf(...portal), path.join(standalone, 'server.js'), async () => {
    refuseWhileUsed();
    say('Building the portal (next build) …');
    await nextBuild();
    completeStandalone();
    refusePractice();
  });
  if (!built) say('The build is up to date.');
}

const programs = [
  { name: 'sealer', entry: 'lib/sealer/main.ts', sources: ['lib'] },
  { name: 'worker', entry: 'lib/engine/worker/main.ts', sources: ['lib', 'prisma/schema.prisma'] },
  { name: 'practice', entry: 'practice/main.ts', sources: ['practice'] },
];

/** Bundles the programs that run beside the portal: the sealer and the worker (shipped with it) and the practice cloud (never shipped). */
export async function bundleAll() {
  for (const { name, entry, sources } of programs) {
    const file = inRoot(`dist/${name}.mjs`);
    // esbuild in a process of its own: its service would keep this one alive and would be one more child to stop
    await unlessDone(path.join(stamps, name), hashOf(...sources, ...settings), file, async () => {
      const { status, output } = await runNode([inRoot('scripts/lib/bundle.mjs'), entry, file]);
      if (status !== 0) throw new Error(`${name} could not be bundled:\n${output}`);
    });
  }
}

/** Server Functions are callable by anybody who can reach the server, outside of the route factory's checks: the project has none. */
function refuseServerFunctions() {
  const sources = ['app', 'components', 'lib'].flatMap(filesBelow).filter((name) => /\.[jt]sx?$/.test(name));
  const found = sources.filter((name) => /^\s*(['"])use server\1/m.test(fs.readFileSync(inRoot(name), 'utf8')));
  if (found.length > 0)
    throw new Error(`'use server' stands in ${found.join(', ')}: the portal has no Server Functions, use a route handler`);
}

async function nextBuild() {
  // the output of an earlier build may hold files that no longer have a source
  fs.rmSync(standalone, { recursive: true, force: true });
  const { status, output } = await run(process.execPath, [program('next'), 'build'], { env: { NODE_ENV: 'production' } });
  if (status !== 0) throw new Error(`next build failed:\n${output}`);
}

/** Next leaves these out of the standalone folder, expecting a CDN; here the server serves them itself. */
function completeStandalone() {
  const copy = (from, to) => fs.existsSync(inRoot(from)) && fs.cpSync(inRoot(from), path.join(standalone, to), { recursive: true });
  copy('.next/static', '.next/static');
  copy('public', 'public');
  copy('dist/sealer.mjs', 'dist/sealer.mjs');
  copy('dist/worker.mjs', 'dist/worker.mjs');
}

/** What ships must not hold the practice cloud: its first printed line and its file name are looked for in every file. */
function refusePractice() {
  const files = fs.readdirSync(standalone, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => path.join(entry.parentPath, entry.name)).filter((name) => !name.includes('node_modules'));
  const marks = [/practice cloud ready on/];
  const found = names.filter((name) => /practice\.mjs$/.test(name) || marks.some((mark) => mark.test(fs.readFileSync(name, 'latin1'))));
  if (found.length > 0) throw new Error(`the practice cloud must not ship with the portal, but is in ${found.join(', ')}`);
}
