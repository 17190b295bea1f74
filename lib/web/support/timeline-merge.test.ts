import { expect, test } from 'vitest';
import { newestOf, type Placed } from './timeline-merge';

interface Place {
  readonly letters: string | null;
  readonly numbers: string | null;
}
type Entry = Placed<Place> & { readonly name: string };

const start: Place = { letters: null, numbers: null };
const entry = (source: keyof Place, name: string, second: number): Entry => ({
  at: new Date(second * 1000),
  place: { [source]: name },
  name,
});
const letters = [entry('letters', 'c', 9), entry('letters', 'b', 5), entry('letters', 'a', 1)];
const numbers = [entry('numbers', '2', 5), entry('numbers', '1', 3)];
const names = (found: { readonly entries: readonly Entry[] }) => found.entries.map(({ name }) => name).join('');

test('entries of two sources stand by time, and at the same time that of the first comes first', () => {
  const found = newestOf<Place, Entry>([letters, numbers], start, 9);
  expect([names(found), found.next]).toEqual(['cb21a', null]);
});

test('a page that is full says where each source goes on', () => {
  expect(newestOf<Place, Entry>([letters, numbers], start, 3).next).toEqual({ letters: 'b', numbers: '2' });
  expect(newestOf<Place, Entry>([letters, numbers], start, 1).next).toEqual({ letters: 'c', numbers: null });
});

test('a page that ends with the last entry has none behind it', () => {
  expect(newestOf<Place, Entry>([letters, numbers], start, 5).next).toBeNull();
});

test('a source keeps its own order where its times go back by a moment', () => {
  const swapped = [entry('letters', 'y', 4), entry('letters', 'z', 5)];
  expect(names(newestOf<Place, Entry>([swapped, numbers], start, 9))).toBe('2yz1');
});
