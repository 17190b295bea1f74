// Counting and measuring for the scripts that press very many buttons.

/** Counts by name: { add, entries, text }. */
export function tally() {
  const counts = new Map();
  return {
    add: (name) => counts.set(name, (counts.get(name) ?? 0) + 1),
    of: (name) => counts.get(name) ?? 0,
    names: () => [...counts.keys()],
    text: () =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => `${name}: ${count}`)
        .join(', ') || 'none',
  };
}

/** The value below which this share of the values lies; null for none. */
export function quantile(values, share) {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Milliseconds as seconds with one decimal. */
export const seconds = (milliseconds) => (milliseconds === null ? '-' : `${(milliseconds / 1000).toFixed(1)} s`);
