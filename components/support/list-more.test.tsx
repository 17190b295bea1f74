import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ListMore } from './list-more';

const drawn = (more: object) => renderToStaticMarkup(ListMore({ rows: 25, isMore: true, words: '700 left', load: () => {}, ...more }));

test('more rows are offered while a page carries them, and no button is there that does nothing', () => {
  expect(drawn({ rows: 475 })).toContain('Load 25 more');
  expect(drawn({ rows: 475 })).not.toContain('the first 500');
  const full = drawn({ rows: 500 });
  expect(full).not.toContain('<button');
  expect(full).toContain('700 left. These are the first 500: narrow the list or export it to see the others.');
});

test('a list that is there whole says how long it is, and nothing else', () => {
  for (const rows of [25, 500])
    expect(drawn({ rows, isMore: false, words: '25 of 25' })).toMatch(/<div[^>]*><span[^>]*>25 of 25<\/span><\/div>/);
});
