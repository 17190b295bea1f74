import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate` and `validate` need no database; the commands that do are started with one (scripts/prisma.mjs)
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
