// The words and figures of `npm run bench`.

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const met = (good) => (good ? 'goal met' : 'goal MISSED');
const ms = (value) => `${Math.round(value)} ms`;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const line = (label, text) => `  ${label.padEnd(42)}${text}`;

/** Lines about the requests and the time of one latency. The ratio has a goal where latency is what counts. */
export function timeLines(latencyMs, { first, rerun }) {
  return [
    `Main job, ${latencyMs} ms for each request to Microsoft, median of ${first.length} runs`,
    ...requestLines('first connection', first, 16),
    ...wallLines(latencyMs, first),
    ...requestLines('re-run', rerun, 3),
    line('re-run, our part', ms(median(rerun.map(({ wallMs }) => wallMs)))),
  ];
}

function requestLines(label, runs, goal) {
  const most = Math.max(...runs.map(({ requests }) => requests));
  return [line(`${label}, requests to Microsoft`, `at most ${most} (goal ${goal}: ${met(most <= goal)})`)];
}

function wallLines(latencyMs, runs) {
  const wall = median(runs.map(({ wallMs }) => wallMs));
  const lines = [line('our part', `${ms(wall)} (${runs.map(({ wallMs }) => Math.round(wallMs)).join(', ')})`)];
  if (latencyMs === 0) return lines;
  const chain = median(runs.map((run) => run.chain));
  const ratio = median(runs.map((run) => run.wallMs / (run.chain * latencyMs)));
  return [
    ...lines,
    line('shortest possible chain', `${chain} requests in a row x ${latencyMs} ms = ${ms(chain * latencyMs)}`),
    line('ratio', `${ratio.toFixed(2)} (goal 1.25: ${met(ratio <= 1.25)})`),
  ];
}

/** Lines about the JavaScript of each page beside the bare one. */
export function scriptLines(bareBytes, pages) {
  return [
    `First-load JavaScript, gzipped; a bare Next page has ${kB(bareBytes)}`,
    ...pages.map(({ path, bytes }) => {
      const ratio = bytes / bareBytes;
      return line(path, `${kB(bytes)}, ratio ${ratio.toFixed(2)} (goal 1.15: ${met(ratio <= 1.15)})`);
    }),
  ];
}
