import { describe, expect, it } from 'vitest';
import { type TestFailure, type TestRun, twice } from './twice.mjs';

const failure = (name: string, why = 'expected 1, received 2'): TestFailure => ({ name, at: `${name}.spec.ts:1`, why });
const ended = (passed: number, ...failed: TestFailure[]): TestRun => ({ status: failed.length > 0 ? 1 : 0, passed, skipped: 0, failed });

/** Runs that end like this one after the other; remembers what they were asked to run. */
function runs(...outcomes: TestRun[]) {
  const asked: string[][] = [];
  const run = async (places: readonly string[]) => {
    asked.push([...places]);
    const outcome = outcomes.shift();
    if (!outcome) throw new Error('nobody expected another run');
    return outcome;
  };
  return { run, asked };
}

describe('twice', () => {
  it('runs nothing again when all passed', async () => {
    const { run, asked } = runs(ended(3));
    expect(await twice(run)).toEqual({ passed: 3, skipped: 0, failed: [], passedAgain: [] });
    expect(asked).toEqual([[]]);
  });

  it('names what passed at the second try alone, and why it failed at first', async () => {
    const { run, asked } = runs(ended(2, failure('a', 'too late')), ended(1));
    expect(await twice(run)).toEqual({ passed: 3, skipped: 0, failed: [], passedAgain: [failure('a', 'too late')] });
    expect(asked).toEqual([[], ['a.spec.ts:1']]);
  });

  it('counts what fails again, and tells the two apart', async () => {
    const { run } = runs(ended(2, failure('a'), failure('b')), ended(1, failure('b')));
    expect(await twice(run)).toEqual({ passed: 3, skipped: 0, failed: [failure('b')], passedAgain: [failure('a')] });
  });

  it('gives no second try to many failures', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => failure(name));
    const { run, asked } = runs(ended(2, ...many));
    expect((await twice(run)).failed).toEqual(many);
    expect(asked).toHaveLength(1);
  });

  it('gives none to a runner that ended badly without a failed test, which is one failure', async () => {
    const { run, asked } = runs({ status: 1, passed: 2, skipped: 0, failed: [] });
    const { passed, failed } = await twice(run);
    expect([passed, failed.length, asked.length]).toEqual([2, 1, 1]);
  });

  it('gives none when something broke outside of a test', async () => {
    const outside = { name: 'outside of a test', why: 'no such file' };
    const { run, asked } = runs(ended(2, failure('a'), outside));
    expect((await twice(run)).failed).toEqual([failure('a'), outside]);
    expect(asked).toHaveLength(1);
  });

  it('keeps what the first run said when the second does not come to an end', async () => {
    const { run } = runs(ended(2, failure('a')));
    expect(await twice(run)).toEqual({ passed: 2, skipped: 0, failed: [failure('a')], passedAgain: [] });
  });

  it('believes no second run that broke outside of its tests', async () => {
    const { run } = runs(ended(2, failure('a')), { status: 1, passed: 1, skipped: 0, failed: [] });
    expect(await twice(run)).toEqual({ passed: 2, skipped: 0, failed: [failure('a')], passedAgain: [] });
  });
});
