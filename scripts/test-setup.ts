// Runs before every test file: a whole configuration in the environment; a surprise on console.error fails the test, and so does
// a call to a host outside this machine.
import { afterEach, beforeEach, expect, inject, vi } from 'vitest';

Object.assign(process.env, inject('environment'));

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const realFetch = globalThis.fetch;
let surprises: string[] = [];

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!['http:', 'https:'].includes(url.protocol) || loopback.has(url.hostname)) return realFetch(input, init);
  surprises.push(`call to ${url.origin}`);
  throw new TypeError(`tests may not call ${url.origin}`);
};

beforeEach(() => {
  surprises = [];
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    surprises.push(words.map(String).join(' '));
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(surprises, 'console.error or a call outside this machine').toEqual([]);
});
