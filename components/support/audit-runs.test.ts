import { describe, expect, test } from 'vitest';
import type { AuditLineView } from '@/lib/contract/staff-audit';
import { type AuditRun, withNewest, withOlder } from './audit-runs';

const line = (seq: number): AuditLineView => ({
  ...{ seq: String(seq), at: '2026-11-20T10:00:00.000Z', actor: 'portal', actorName: 'Portal' },
  ...{ action: 'x.done', tenantId: null, connectionId: null, details: '{}' },
});
/** A page as the API gives it: so many lines, the newest first; the cursor names the last one while older ones are left. */
function page(newest: number, { size = 3, oldest = 1, step = 1 } = {}) {
  const lines: AuditLineView[] = [];
  for (let seq = newest; seq >= oldest && lines.length < size; seq -= step) lines.push(line(seq));
  const last = Number(lines.at(-1)?.seq);
  return { lines, cursor: last - step >= oldest ? `behind ${last}` : null };
}
const numbers = (runs: readonly AuditRun[]) => runs.map(({ lines }) => lines.map(({ seq }) => Number(seq)));
const cursors = (runs: readonly AuditRun[]) => runs.map(({ cursor }) => cursor);

describe('the lines of the audit page', () => {
  test('stay when they leave the newest page', () => {
    let runs = withNewest([], page(10));
    for (const newest of [11, 12, 13, 15, 18]) runs = withNewest(runs, page(newest));
    expect([numbers(runs), cursors(runs)]).toEqual([[[18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8]], ['behind 8']]);
  });

  test('stay with the older ones that were loaded, and the next older page begins behind those', () => {
    let runs = withOlder(withNewest([], page(10)), 'behind 8', page(7));
    runs = withNewest(runs, page(12));
    expect([numbers(runs), cursors(runs)]).toEqual([[[12, 11, 10, 9, 8, 7, 6, 5]], ['behind 5']]);
    runs = withOlder(withOlder(runs, 'behind 5', page(4)), 'behind 2', page(1));
    expect([numbers(runs), cursors(runs)]).toEqual([[[12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]], [null]]);
  });

  test('show a gap where more came than a page holds, until it is filled', () => {
    let runs = withNewest(withNewest([], page(10)), page(20));
    expect([numbers(runs), cursors(runs)]).toEqual([
      [
        [20, 19, 18],
        [10, 9, 8],
      ],
      ['behind 18', 'behind 8'],
    ]);
    runs = withOlder(runs, 'behind 18', page(17));
    expect(numbers(runs)).toEqual([
      [20, 19, 18, 17, 16, 15],
      [10, 9, 8],
    ]);
    runs = withOlder(runs, 'behind 15', page(14, { size: 9 }));
    expect([numbers(runs), cursors(runs)]).toEqual([[[20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6]], ['behind 6']]);
  });

  test('keep several gaps apart, and a gap moves no other', () => {
    let runs = [10, 20, 30].reduce<readonly AuditRun[]>((known, newest) => withNewest(known, page(newest)), []);
    runs = withOlder(runs, 'behind 18', page(17, { size: 10 }));
    expect(numbers(runs)).toEqual([
      [30, 29, 28],
      [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8],
    ]);
    expect(cursors(runs)).toEqual(['behind 28', 'behind 8']);
  });

  test('meet under a filter, whose numbers have gaps of their own, where a line comes twice', () => {
    const every = { step: 10, oldest: 10 };
    let runs = withNewest(withNewest([], page(100, every)), page(130, every));
    expect(numbers(runs)).toEqual([
      [130, 120, 110],
      [100, 90, 80],
    ]);
    runs = withOlder(runs, 'behind 110', page(100, every));
    expect([numbers(runs), cursors(runs)]).toEqual([[[130, 120, 110, 100, 90, 80]], ['behind 80']]);
  });

  test('have no gap behind a page that reaches the first line', () => {
    expect(cursors(withNewest(withNewest([], page(2)), page(3)))).toEqual([null]);
    const runs = withNewest([{ lines: [line(2)], cursor: null }], { lines: [line(40), line(2)], cursor: null });
    expect([numbers(runs), cursors(runs)]).toEqual([[[40, 2]], [null]]);
  });

  test('are not changed by an answer that comes too late or holds nothing', () => {
    const runs = withNewest([], page(10));
    expect(withOlder(runs, 'behind 99', page(98))).toEqual(runs);
    expect(withNewest(runs, { lines: [], cursor: null })).toEqual(runs);
    expect([
      numbers(withOlder(runs, 'behind 8', { lines: [], cursor: null })),
      cursors(withOlder(runs, 'behind 8', { lines: [], cursor: null })),
    ]).toEqual([[[10, 9, 8]], [null]]);
  });
});
