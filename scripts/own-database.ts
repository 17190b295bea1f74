import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/**
 * For test files: makes a fresh, migrated, empty database of their own, gives its URL and sets DATABASE_URL, which the product
 * reads on its first use (call this in `beforeAll`, before anything asks for a connection). The database disappears with the cluster at the
 * end of the run, so nothing has to be cleaned; close your own connections in `afterAll`.
 */
export async function ownDatabase(): Promise<string> {
  const template = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: template.replace(/\/[^/]+$/, '/postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`);
  } finally {
    await client.end();
  }
  const url = template.replace(/\/[^/]+$/, `/${name}`);
  process.env['DATABASE_URL'] = url;
  return url;
}
