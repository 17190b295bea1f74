// What the soak finds at its end, and how it says so.
import { quantile, seconds } from '../crowd/tally.mjs';

/**
 * Compares what admins were told with the books. Gives { lost, doubled, orphans, faults }: organizations that are not connected or whose
 * sealed record does not work; with more than one of what must be one; keys that belong to no working record; and other broken promises.
 */
export async function judge(ended, { books, database, disturbances }) {
  const found = { lost: [], doubled: [], orphans: [], faults: [] };
  for (const { tenant, connected, stands } of ended) {
    const { apps, principals, keys, works } = await books(tenant);
    if (!connected || !works) found.lost.push(`${tenant.account}: stands at "${stands}", ${works ? 'key works' : 'no working key stored'}`);
    if (apps > 1 || principals > 1) found.doubled.push(`${tenant.account}: ${apps} apps, ${principals} principals`);
    if (keys > 1 || (keys === 1 && !works)) found.orphans.push(`${tenant.account}: ${keys} keys, of which ${works ? 'one' : 'none'} works`);
  }
  const ids = ended.map(({ tenant }) => tenant.id);
  const { rows } = await database.query(
    `SELECT tenant_id, state FROM connections WHERE tenant_id = ANY($1::uuid[]) AND state <> 'connected'`,
    [ids],
  );
  for (const { tenant_id, state } of rows) found.faults.push(`the connection of ${tenant_id} is recorded as ${state}`);
  for (const number of disturbances.fell) found.faults.push(`web process ${number} ended by itself`);
  return found;
}

/** Prints the figures; true when no promise is broken. */
export function tell({ ended, tookMs, settledMs, answers, disturbances, count, lost, doubled, orphans, faults }) {
  const resumed = ended.flatMap(({ resumedMs }) => resumedMs);
  const took = ended.map(({ tookMs: each }) => each);
  const { kills, spared, crashes, refusals } = disturbances;
  const strange = answers.names().filter((name) => / 5\d\d internal/.test(name));
  console.log(
    `\n${ended.length} flows over ${count} web processes in ${seconds(tookMs)}: ${(ended.length / (tookMs / 1000)).toFixed(2)} flows/s`,
  );
  console.log(
    `${kills} web processes killed (${spared} times the last one was spared), ${crashes} database crashes, the store refused ${refusals} times`,
  );
  console.log(`a flow took ${three(took)}`);
  console.log(`${resumed.length} requests cut off; the flow stood one step further after ${three(resumed)}`);
  console.log(`after the last disturbance all was settled within ${seconds(settledMs)}`);
  console.log(`answers: ${answers.text()}`);
  const broken = [...lost, ...doubled, ...orphans, ...faults, ...strange.map((name) => `answered: ${name}`)];
  for (const line of broken.slice(0, 30)) console.log(`BROKEN ${line}`);
  console.log(`${lost.length} lost, ${doubled.length} doubled, ${orphans.length} orphans, ${faults.length + strange.length} other faults`);
  return broken.length === 0 && ended.length > 0;
}

const three = (values) =>
  `p50 ${seconds(quantile(values, 0.5))}, p95 ${seconds(quantile(values, 0.95))}, at most ${seconds(quantile(values, 1))}`;
