import { expect, inject, test } from 'vitest';
import { allModes, sweep } from './sweep/sweep.test-support';

test('x', { timeout: 900_000 }, async () => {
  const report = await sweep({
    environment: inject('environment'),
    lanes: Number(process.env['LANES'] ?? 3),
    modes: (process.env['M']?.split(',') as never) ?? allModes,
    step: Number(process.env['STEP'] ?? 10),
    progress: (l) => process.stdout.write(`${l}\n`),
  });
  console.log(report.passages.length, report.passages.join(' '));
  for (const [g, r] of report.groups) console.log(g, r.runs, r.broken);
  expect(1).toBe(1);
});
