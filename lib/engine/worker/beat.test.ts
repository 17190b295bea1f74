import { afterEach, expect, test } from 'vitest';
import { noteBeat, noteEnd, workerIsAlive } from './beat';

afterEach(noteEnd);

test('a process without a worker, or whose worker has ended, is none the worse', () => {
  expect(workerIsAlive()).toBe(true);
  noteBeat();
  noteEnd();
  expect(workerIsAlive(performance.now() + 1_000_000)).toBe(true);
});

test('a worker that has stopped beating for two minutes is dead, and alive again with its next beat', () => {
  noteBeat();
  expect(workerIsAlive(performance.now() + 119_000)).toBe(true);
  expect(workerIsAlive(performance.now() + 121_000)).toBe(false);
  noteBeat();
  expect(workerIsAlive()).toBe(true);
});
