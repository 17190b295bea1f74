// Many flows, some of them at once, first under disturbances and then in peace.
import { newOrganization } from '../crowd/books.mjs';
import { runFlow } from './flow.mjs';

/** What must be over when nobody disturbs any more. */
const settleMs = 600_000;

/**
 * Runs `flows` flows, `atOnce` of them side by side, and begins none after `minutes`. When none is left to begin, or the time is over,
 * `quiet` is called, which ends the disturbances; what is still under way then has ten minutes. Gives { ended, tookMs, settledMs }: what became of every
 * flow, how long it all took, and how much of that came after the last disturbance.
 */
export async function runAll(stack, { flows, atOnce, minutes, answers, quiet }) {
  const began = performance.now();
  const ended = [];
  let [begun, quietAt, quieting] = [0, null, null];
  const isOver = () => quietAt !== null && performance.now() - quietAt > settleMs;
  const mayBegin = () => begun < flows && performance.now() - began < minutes * 60_000;
  const saw = (name, status, body) => answers.add(`${name} ${status}${status >= 500 && body?.code ? ` ${body.code}` : ''}`);
  const beginQuiet = () => {
    quieting ??= quiet().then(() => {
      quietAt = performance.now();
    });
    return quieting;
  };

  const worker = async () => {
    while (mayBegin()) {
      begun += 1;
      const tenant = await newOrganization(stack, {});
      ended.push({ tenant, ...(await runFlow({ portalUrl: stack.portalUrl, tenant, isOver, saw })) });
      if (ended.length % 50 === 0) console.log(`${ended.length} of ${flows} flows, ${Math.round((performance.now() - began) / 1000)} s`);
    }
    // from here on nothing new begins, and what is under way must come to its end
    await beginQuiet();
  };
  const timer = setTimeout(beginQuiet, minutes * 60_000);
  await Promise.all(Array.from({ length: Math.min(atOnce, flows) }, worker));
  clearTimeout(timer);
  return { ended, tookMs: performance.now() - began, settledMs: performance.now() - quietAt };
}
