// Prisma's command line, made to work without a download: its native schema engine is replaced by the WebAssembly one.
import { chmodSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { program, runNode } from './run.mjs';
import { hashOf, unlessDone } from './stamp.mjs';

/** Variables for the Prisma CLI. A native engine that is already named wins; on Windows, where scripts are no programs, the CLI downloads it. */
function prismaEnvironment() {
  const quiet = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_UPDATE_NOTIFIER: '1' };
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.platform === 'win32') return quiet;
  const engine = inRoot('scripts/lib/schema-engine.mjs');
  chmodSync(engine, 0o755);
  return { ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: engine };
}

/** Runs the Prisma CLI with these arguments; resolves with { status, output }. `show` lets it speak to the terminal directly. */
export function prisma(args, { env = {}, show = false } = {}) {
  return runNode([program('prisma'), ...args], { env: { ...prismaEnvironment(), ...env }, show });
}

/** Makes lib/data/generated from the schema, unless it is there already for this schema. Throws with Prisma's words when it fails. */
export function generateClient() {
  const key = hashOf('prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json');
  return unlessDone(inRoot('node_modules/.cache/defender-connect/client'), key, inRoot('lib/data/generated/client.ts'), async () => {
    const { status, output } = await prisma(['generate']);
    if (status !== 0) throw new Error(`prisma generate failed:\n${output}`);
  });
}

/**
 * Brings a database to the newest migration, making it when absent. With a stamp file (only for a database whose data folder lies
 * beside it) nothing is asked when the same migrations were applied before. Throws with Prisma's words when it fails.
 */
export async function migrate(databaseUrl, stampFile = null) {
  const deploy = async () => {
    const { status, output } = await prisma(['migrate', 'deploy'], { env: { DATABASE_URL: databaseUrl } });
    if (status !== 0) throw new Error(`the database could not be migrated:\n${output}`);
  };
  if (stampFile) await unlessDone(stampFile, hashOf('prisma/migrations'), stampFile, deploy);
  else await deploy();
}
