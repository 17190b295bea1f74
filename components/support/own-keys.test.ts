import { expect, test } from 'vitest';
import { isOwnKey } from './own-keys';

/** The focus on an element of this name, outside of everything else. */
const on = (name: string) => (selector: string) => selector.split(', ').includes(name);

test.each(['a', 'button', 'summary'])('Enter and Space press a focused %s; the page’s letters and arrows act beside it', (name) => {
  expect(['Enter', ' '].map((key) => isOwnKey(key, on(name)))).toEqual([true, true]);
  expect(['j', 'ArrowDown', 'Escape', '?'].map((key) => isOwnKey(key, on(name)))).toEqual([false, false, false, false]);
});

test.each(['input', 'select', 'textarea', 'dialog'])('in a focused %s every key is its own', (name) => {
  expect(['Enter', 'j', 'ArrowDown', 'Escape'].every((key) => isOwnKey(key, on(name)))).toBe(true);
});

test('where nothing has the focus every key is the page’s', () => {
  expect(['Enter', ' ', 'j', 'Escape'].some((key) => isOwnKey(key, on('body')))).toBe(false);
});
