import { expect, test } from 'vitest';
import { HeldLinks } from './held-links';

test('links are counted as long as they are held, each for itself', () => {
  const held = new HeldLinks();
  const [one, many] = [held.hold(1), held.hold(12)];
  expect(held.count()).toBe(13);
  many();
  expect(held.count()).toBe(1);
  one();
  expect(held.count()).toBe(0);
});

test('what may be lost is not asked for again; the next link is', () => {
  const held = new HeldLinks();
  const taken = held.hold(1);
  held.letGo();
  expect(held.count()).toBe(0);
  taken();
  held.hold(1);
  expect(held.count()).toBe(1);
});

test('a link that was made after others were let go is held, and so are they: the page is still here', () => {
  const held = new HeldLinks();
  held.hold(1);
  held.letGo();
  held.hold(1);
  expect(held.count()).toBe(2);
});
