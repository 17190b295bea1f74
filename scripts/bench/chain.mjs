// What the practice cloud's journal says about a run: how many requests, and how many of them had to wait for each other.

/** The requests of programs, oldest first; pages that a person sees are not ours. */
export const ownRequests = (entries) => entries.filter(({ browser }) => !browser).sort((a, b) => startOf(a) - startOf(b));

/**
 * The longest row of requests in which each began after the one before had ended: what overlaps counts once. Latency times its length is
 * the shortest time in which this run's requests can be made at all.
 */
export function chainOf(entries) {
  const chain = [];
  for (const entry of [...entries].sort((a, b) => endOf(a) - endOf(b))) {
    const last = chain.at(-1);
    if (!last || startOf(entry) >= endOf(last)) chain.push(entry);
  }
  return chain;
}

const startOf = ({ at }) => Date.parse(at);
const endOf = (entry) => startOf(entry) + entry.durationMs;

/** A request in a few words, with the ids left out. */
export const nameOf = ({ service, method, path }) => `${method} ${service}${path.replace(/[0-9a-f-]{36}/g, '…')}`;
