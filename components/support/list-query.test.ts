import { describe, expect, test } from 'vitest';
import { addressOf, filterText, isFiltered, isNarrowed, noFilters, pageRows, placeOf } from './list-query';

const place = (address: string) => placeOf(new URLSearchParams(address));
const id = '3b8e5b53-5f5a-4c3f-9a52-6f0d5a1c0a11';

describe('the place in the list', () => {
  test('is the same after a way through the address', () => {
    const address = `/support?tab=needs-customer&q=Halvorsen+%26+Co&by=customer&step=approve&cause=consent-role-missing&owner=me&due=true&recheck=true&sort=name&rows=75&at=${id}`;
    expect(addressOf(place(address.split('?')[1] ?? ''))).toBe(address);
  });

  test('leaves out what makes no sense, so that a mistyped address still opens a list', () => {
    expect(place(`tab=all&by=us&step=7&owner=somebody&due=yes&recheck=no&sort=random&rows=-3&at=x`)).toEqual({
      filter: {},
      rows: pageRows,
      at: null,
    });
    expect(place('rows=100000').rows).toBe(500);
    expect(place(`q=${'x'.repeat(500)}`).filter.q).toHaveLength(200);
  });

  test('says nothing where everything is usual', () => expect(addressOf({ filter: {}, rows: pageRows, at: null })).toBe('/support'));

  test('hands the API the filter alone', () =>
    expect(filterText(place(`tab=healthy&q=a%26b&rows=50&at=${id}`).filter)).toBe('tab=healthy&q=a%26b'));

  test('is narrowed by search and filters, not by tab and order', () => {
    expect(isNarrowed(place('tab=ended&sort=name').filter)).toBe(false);
    for (const filter of ['q=a', 'by=nobody', 'step=check', 'cause=busy', 'owner=nobody', 'due=true', 'recheck=true'])
      expect(isNarrowed(place(filter).filter)).toBe(true);
    const { filter } = place('tab=ended&q=a&by=customer&step=check&cause=busy&owner=nobody&due=true&recheck=true');
    expect([isFiltered(filter), isFiltered({ ...filter, ...noFilters })]).toEqual([true, false]);
  });
});
