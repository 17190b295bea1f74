#!/usr/bin/env node
// Stand-in for Prisma's native schema engine, which the CLI would download: JSON-RPC on stdio, answered by the same engine as
// WebAssembly. Checksums and the _prisma_migrations table are the native ones, so a site may use either on the same history.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { connectionFields, EngineAdapter } from './schema-engine-adapter.mjs';

const argv = process.argv.slice(2);
const options = (name) => argv.flatMap((word, index) => (word === name ? [argv[index + 1]] : []));

if (argv.includes('--version')) console.log('schema-engine-wasm');
else if (argv.includes('cli')) await answerCli(argv[argv.indexOf('cli') + 1]);
else await answerCalls();
process.exit();

function databaseFields() {
  const given = options('--datasource')[0];
  const url = (given && JSON.parse(given).url) || process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return connectionFields(url);
}

/** `cli can-connect-to-database` and `cli create-database`. The CLI skips the first line of stderr and reads the code from the last one. */
async function answerCli(command) {
  const fields = databaseFields();
  const creating = command === 'create-database';
  const client = new pg.Client(creating ? { ...fields, database: 'postgres' } : fields);
  try {
    await client.connect();
    if (creating) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(fields.database)}`);
    await client.end();
  } catch (error) {
    const code = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1010', '42P04': 'P1009', 23505: 'P1009' }[error.code] ?? 'P1001';
    const line = (level, about) => JSON.stringify({ level, target: 'schema_engine::logger', fields: about });
    const text = `${line('INFO', { message: 'wasm' })}\n${line('ERROR', { message: error.message, error_code: code })}`;
    await new Promise((resolve) => process.stderr.write(text, resolve));
    process.exitCode = 1;
  }
}

async function answerCalls() {
  const adapter = new EngineAdapter(databaseFields());
  const engine = await loadEngine(adapter);
  let printed = 1_000_000;
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  for await (const text of createInterface({ input: process.stdin })) {
    const call = text.trim() ? JSON.parse(text) : {};
    if (call.id === undefined || !call.method) continue; // the CLI's answers to our own `print` calls
    try {
      // after it has applied migrations, the engine finds its shadow database only when a call that looks at one has gone before
      if (call.method === 'evaluateDataLoss') await engine.devDiagnostic(call.params);
      const result = await engine[call.method === 'getDatabaseVersion' ? 'version' : call.method](call.params);
      await adapter.dropShadows();
      if (call.method === 'diff' && result?.stdout != null) send({ id: printed++, method: 'print', params: { content: result.stdout } });
      send({ id: call.id, result: result ?? {} });
    } catch (error) {
      await adapter.dropShadows();
      send({ id: call.id, error: { code: 4466, message: 'Schema engine error', data: errorData(error) } });
    }
  }
}

function errorData(error) {
  const known = error?.code ? { error_code: error.code, meta: error.meta } : {};
  return { is_panic: false, message: String(error?.message ?? error), ...known };
}

async function loadEngine(adapter) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error('schema engine panic:', message) };
  const glueUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(glueUrl);
  const bytes = await readFile(fileURLToPath(new URL('./schema_engine_bg.wasm', glueUrl)));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const datamodels = await Promise.all(options('--datamodels').map(async (file) => [file, await readFile(file, 'utf8')]));
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  return glue.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, factory);
}
