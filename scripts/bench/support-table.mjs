// The figures of the staff API as a table: the goal is for the largest number of connections, and for what it costs above the smallest.
import os from 'node:os';

const goalMs = 50;
const goalRatio = 1.5;

/** Takes the reports of all sizes, smallest first; gives the table with the circumstances below it. */
export function supportTable(reports, rounds) {
  const sizes = reports.map(({ size }) => `${size.toLocaleString('en')}: p50   p95`.padStart(24)).join('');
  const lines = reports.at(-1).measured.map((_, index) => line(reports.map(({ measured }) => measured[index])));
  const settings = Object.entries(reports.at(-1).settings).map(([name, value]) => `${name} ${value}`);
  const notes = reports.map(
    ({ size, seededIn, megabytes }) => `${size.toLocaleString('en')}: made in ${seededIn} s, ${megabytes.toLocaleString('en')} MB`,
  );
  return [
    `${'server time in ms'.padEnd(32)}${sizes}    ratio: p50   p95`,
    ...lines,
    '',
    ...reports.map(wrongLinks),
    ...notes,
    `${rounds} rounds on ${os.cpus().length} cores; load at the end ${reports.at(-1).load.toFixed(1)}`,
    `PostgreSQL as npm start has it: ${settings.join(', ')}`,
  ].join('\n');
}

/** What is wrong with a link must not show in the time that it costs: the slowest kind over the fastest, by their medians. */
function wrongLinks({ size, measured }) {
  const medians = measured.filter(({ name }) => name.startsWith('wrong link')).map(({ p50 }) => p50);
  const ratio = (Math.max(...medians) / Math.min(...medians)).toFixed(2);
  return `${size.toLocaleString('en')}: wrong links, the slowest kind over the fastest (p50): ${ratio}`;
}

function line(all) {
  const [few, many] = [all[0], all.at(-1)];
  const ratio = many.p95 / few.p95;
  const missed = [many.p95 > goalMs && `over ${goalMs} ms`, ratio > goalRatio && `ratio over ${goalRatio}`].filter(Boolean);
  const verdict = many.hasGoal ? missed.join(', ') || 'goal met' : 'no goal';
  const figures = all.map(({ p50, p95 }) => `${p50.toFixed(1)} ${p95.toFixed(1).padStart(7)}`.padStart(24)).join('');
  return `${many.name.padEnd(32)}${figures}   ${(many.p50 / few.p50).toFixed(2).padStart(10)} ${ratio.toFixed(2).padStart(5)}   ${verdict}`;
}
