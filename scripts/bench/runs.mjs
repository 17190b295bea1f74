// Runs the main job several times against a practice cloud with a given latency and measures each run.
import pg from 'pg';
import { chainOf, nameOf, ownRequests } from './chain.mjs';
import { mainJob } from './main-job.mjs';

const organization = 'contoso.example';
const account = `admin@${organization}`;

/** What is remembered of a connection. Emptied before a run, so that each one is a first connection. */
const tables = ['connections', 'credentials', 'operations', 'consent_requests', 'sessions', 'used_states', 'stored_credentials'];

/**
 * Takes a running stack, the latency of each request to Microsoft and the number of runs; gives { first, rerun }, each a list of
 * { requests, chain, wallMs, names }. Every run connects the organization anew and then once more.
 */
export async function measure(stack, { latencyMs, runs }) {
  await control(stack, 'POST', '/latency', { milliseconds: latencyMs });
  const first = [];
  const rerun = [];
  for (let run = 0; run < runs; run += 1) {
    await forget(stack);
    first.push(await oneRun(stack));
    rerun.push(await oneRun(stack));
  }
  return { first, rerun };
}

async function oneRun({ portalUrl, ...stack }) {
  await control(stack, 'DELETE', '/journal');
  const { portalMs } = await mainJob({ portalUrl, account });
  const { entries } = await control(stack, 'GET', '/journal');
  const own = ownRequests(entries);
  return { requests: own.length, chain: chainOf(own).length, wallMs: portalMs, names: own.map(nameOf) };
}

/** Puts both sides back to the beginning: the organization at the practice cloud, and the portal's memory of it. */
async function forget(stack) {
  await control(stack, 'POST', '/reset', { tenant: organization });
  const client = new pg.Client({ connectionString: stack.databaseUrl });
  await client.connect();
  try {
    await client.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
  } finally {
    await client.end();
  }
}

async function control({ practiceUrl }, method, path, body) {
  const response = await fetch(`${practiceUrl}/control${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${method} /control${path} answered ${response.status}`);
  return response.json();
}
