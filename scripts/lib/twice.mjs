/** More failures than this are no busy machine. */
const mostAgain = 4;

/**
 * Runs tests, and those that failed once more by themselves: on a machine that is busy for a moment one of thousands may fail for no fault of
 * the product. What passed only then is told by name, with why it failed at first, and never passed over in silence.
 * @param run takes the places to run, none for all; gives { status, passed, skipped, failed }. A runner that ended badly although no test
 *   failed (an error outside of a test, no test found) counts as one failure and gets no second try.
 * @returns { passed, skipped, failed, passedAgain }, the latter two by name
 */
export async function twice(run) {
  const first = await run([]);
  const { passed, skipped } = first;
  const failed = failuresOf(first);
  const once = { passed, skipped, failed, passedAgain: [] };
  if (failed.length === 0 || failed.length > mostAgain || failed.some(isOutside)) return once;
  const again = await run([...new Set(failed.map(({ at }) => at))]).catch(() => null);
  const left = again ? failuresOf(again) : [];
  // a second run that broke outside of its tests says nothing about them
  if (!again || left.some(isOutside)) return once;
  const passedAgain = failed.filter(({ name }) => !left.some((other) => other.name === name));
  return { passed: passed + passedAgain.length, skipped, failed: left, passedAgain };
}

const isOutside = ({ at }) => at === undefined;

const failuresOf = ({ status, failed }) =>
  status !== 0 && failed.length === 0 ? [{ name: 'the runner', why: 'It ended badly although no test failed.' }] : failed;
