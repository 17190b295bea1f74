import { expect, test } from 'vitest';
import { inLine } from './in-line';

/** A piece of work that ends when it is told to. */
function piece() {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { end, ended };
}

test('work for one name runs one after the other, in the order it came, and one that fails stops nobody', async () => {
  const told: string[] = [];
  const [first, second] = [piece(), piece()];
  const run = (name: string, { ended }: { ended: Promise<void> }) =>
    inLine('a', 60_000, async () => {
      told.push(`${name} begins`);
      await ended;
      told.push(`${name} ends`);
      return name;
    });
  const all = Promise.allSettled([run('first', first), run('second', second), run('third', { ended: Promise.resolve() })]);
  second.end();
  first.end(new Error('no'));
  expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual(['Error: no', 'second', 'third']);
  expect(told).toEqual(['first begins', 'second begins', 'second ends', 'third begins', 'third ends']);
});

test('work for another name waits for nobody', async () => {
  const first = piece();
  const waits = inLine('b', 60_000, () => first.ended);
  expect(await inLine('c', 60_000, async () => 'done')).toBe('done');
  first.end();
  await waits;
});

test('behind work that stalls nobody stands longer than the limit', async () => {
  const first = piece();
  const stalled = inLine('d', 60_000, () => first.ended);
  expect(await Promise.all([inLine('d', 1, async () => 'second'), inLine('d', 1, async () => 'third')])).toEqual(['second', 'third']);
  first.end();
  await stalled;
});
