import { expect, test } from 'vitest';
import { sweptNothing } from '../../data/sweep';
import { Pause } from './pause';
import { sweepLoop } from './sweep-loop';

/** A sweep that answers in turn and ends the loop with its last answer. */
function scripted(pause: Pause, answers: readonly (number | Error)[]) {
  const asked: number[] = [];
  const sweep = async (most: number) => {
    const answer = answers[asked.length] ?? 0;
    asked.push(most);
    if (asked.length === answers.length) pause.end();
    if (answer instanceof Error) throw answer;
    return { ...sweptNothing, tokens: answer };
  };
  return { asked, sweep };
}

test('while there is more than one sweep may take, the next one follows at once', async () => {
  const pause = new Pause();
  const { asked, sweep } = scripted(pause, [500, 500, 3]);
  await sweepLoop(sweep, pause);
  expect(asked).toEqual([500, 500, 500]);
});

test.each([
  ['a database that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
  ['any other failure', new Error('x')],
])('%s ends neither the loop nor the process', async (_, error) => {
  const pause = new Pause();
  const { asked, sweep } = scripted(pause, [error]);
  await expect(sweepLoop(sweep, pause)).resolves.toBeUndefined();
  expect(asked).toHaveLength(1);
});

test('a pause is over at once when the end was asked for, before it or in its middle', async () => {
  const pause = new Pause();
  const both = [pause.wait(1_000_000), pause.wait(1_000_000)];
  pause.end();
  await Promise.all([...both, pause.wait(1_000_000)]);
  expect(pause.ended).toBe(true);
});
