// The checks that are not tests: each is { name, check }, and `check` resolves with null or with the words of the complaint.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { start } from './postgres.mjs';
import { prisma } from './prisma.mjs';
import { program, run, runNode } from './run.mjs';

const complaint = ({ status, output }) => (status === 0 ? null : output.trim() || `ended with ${status}`);
const node =
  (...args) =>
  async () =>
    complaint(await runNode(args));

const gates = [
  { name: 'format and lint', check: node(program('@biomejs/biome', 'biome'), 'ci', '--colors=off', '.') },
  { name: 'types', check: types },
  { name: 'unused code', check: node(program('knip')) },
  { name: 'database schema', check: schema },
  { name: 'lock file', check: lockFile },
];

/** Runs the gates one after the other, prints each with its time; gives those that complain: { name, why }. */
export async function runGates(say = console.log) {
  const complaints = [];
  for (const { name, check } of gates) {
    const began = Date.now();
    const words = await check();
    if (words !== null) complaints.push({ name, why: words });
    say(
      `${words === null ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)${words === null ? '' : `\n${words}\n`}`,
    );
  }
  return complaints;
}

async function types() {
  // Next's own types (images, styles, routes) are made by its build, or by this
  if (!fs.existsSync(inRoot('next-env.d.ts'))) await runNode([program('next'), 'typegen']);
  return complaint(await runNode([program('typescript', 'tsc'), '--noEmit', '-p', '.']));
}

/** The schema is valid, and the migrations lead exactly to it. An exit code alone is not believed: an engine that did nothing has 0 too. */
async function schema() {
  const valid = await prisma(['validate']);
  if (valid.status !== 0) return complaint(valid);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-drift-'));
  const server = await start(path.join(dir, 'postgres'), { volatile: true });
  try {
    const paths = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
    const { status, output } = await prisma(['migrate', 'diff', ...paths], { env: { DATABASE_URL: server.url } });
    return status === 0 && output.includes('No difference detected')
      ? null
      : `prisma/schema.prisma and prisma/migrations differ:\n${output}`;
  } finally {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** The lock installs on every platform, and it is the lock of package.json. */
async function lockFile() {
  const complete = complaint(await runNode([inRoot('scripts/complete-lock.mjs'), '--check']));
  if (complete !== null) return complete;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return complaint(await run(npm, ['ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']));
}
