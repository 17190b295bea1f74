import { expect, inject, test } from 'vitest';
import { figuresOf, reportLines } from './sweep/report.test-support';
import { sweep } from './sweep/sweep.test-support';

/** `npm run sweep` strikes every passage; `npm test` every 18th, each mode beginning at another one. */
const whole = process.env['SWEEP'] === 'whole';
const say = (line: string) => void (whole && process.stdout.write(`${line}\n`));

test('whatever breaks, wherever: nothing is made twice, nothing is lost, nobody is told a lie, and the admin comes to the end', {
  timeout: whole ? 3_600_000 : 300_000,
}, async () => {
  const began = performance.now();
  const report = await sweep({ environment: inject('environment'), lanes: whole ? 3 : 2, step: whole ? 1 : 18, progress: say });
  for (const line of reportLines(report, (performance.now() - began) / 1000)) say(line);
  const { points, runs, broken } = figuresOf(report);
  expect(broken).toEqual([]);
  expect(points).toBeGreaterThanOrEqual(44);
  expect(runs).toBeGreaterThanOrEqual(whole ? 220 : 30);
});
