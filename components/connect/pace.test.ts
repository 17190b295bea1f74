import { afterEach, expect, test, vi } from 'vitest';
import { due } from './pace';

/** The part of a browser's document that decides whether anybody looks. */
class Tab extends EventTarget {
  visibilityState: 'hidden' | 'visible' = 'hidden';

  show() {
    this.visibilityState = 'visible';
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

afterEach(() => vi.unstubAllGlobals());

/** What has become of a promise by now. */
const soFar = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => 'done'), new Promise((resolve) => setTimeout(resolve, 30, 'waiting'))]);

test('a wait for Microsoft ends only when somebody looks', async () => {
  const tab = new Tab();
  vi.stubGlobal('document', tab);
  const wait = due({ ms: 0, pauseWhenHidden: true }, new AbortController().signal);
  expect(await soFar(wait)).toBe('waiting');
  tab.show();
  expect(await soFar(wait)).toBe('done');
});

test('work of the portal goes on in a hidden tab', async () => {
  vi.stubGlobal('document', new Tab());
  expect(await soFar(due({ ms: 0, pauseWhenHidden: false }, new AbortController().signal))).toBe('done');
});

test('the end of the page ends the wait, before it begins and while it lasts', async () => {
  const stop = new AbortController();
  const wait = due({ ms: 60_000, pauseWhenHidden: false }, stop.signal);
  stop.abort(new Error('left'));
  await expect(wait).rejects.toThrow('left');
  await expect(due({ ms: 0, pauseWhenHidden: false }, stop.signal)).rejects.toThrow('left');
});
