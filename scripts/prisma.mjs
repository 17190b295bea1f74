// `npm run db:generate`, `npm run db:migrate`, `npm run db:new-migration NAME`: Prisma's command line, started the way it works here.
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { start } from './lib/postgres.mjs';
import { prisma } from './lib/prisma.mjs';

const args = process.argv.slice(2);
const root = path.join(import.meta.dirname, '..');

await ensureInstalled();
const needsDatabase = ['migrate', 'db'].includes(args[0] ?? '') && !process.env.DATABASE_URL;
const dataDir = path.resolve(root, process.env.DATA_DIR ?? '.data');
const server = needsDatabase ? await start(path.join(dataDir, 'postgres')) : null;
try {
  const env = server ? { DATABASE_URL: server.url.replace(/\/postgres$/, '/defender_connect') } : {};
  process.exitCode = (await prisma(args, { env, show: true })).status;
} finally {
  // a server that somebody else had started stays
  if (server && !server.reused) await server.stop();
}
