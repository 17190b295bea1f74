// Vitest's global setup: one private PostgreSQL for the whole run, with a migrated template that test files copy (see own-database.ts).
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { start } from './lib/postgres.mjs';
import { testEnvironment } from './test-environment';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
    environment: Record<string, string>;
  }
}

const migrations = path.join(import.meta.dirname, '../prisma/migrations');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'defender-connect-test-'));
  const server = await start(path.join(dir, 'postgres'), { volatile: true });
  const stop = async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await run(server.url, 'CREATE DATABASE template_migrated');
    const template = server.url.replace(/\/postgres$/, '/template_migrated');
    await run(template, ...migrationFiles());
    // a test that would write into what the others copy fails instead
    await run(server.url, 'ALTER DATABASE template_migrated ALLOW_CONNECTIONS false');
    project.provide('databaseUrl', template);
    project.provide('environment', { ...testEnvironment(dir), DATABASE_URL: template });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

function migrationFiles(): string[] {
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).sort();
  return names.map((name) => readFileSync(path.join(migrations, name, 'migration.sql'), 'utf8'));
}

async function run(url: string, ...scripts: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const script of scripts) await client.query(script);
  } finally {
    await client.end();
  }
}
