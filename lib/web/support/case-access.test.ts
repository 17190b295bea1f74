import { expect, test } from 'vitest';
import type { CaseAccess } from '../../data/staff-case';
import { accessOf } from './case-access';

const line = (minute: number, oid: string, action = 'staff.case.read'): CaseAccess => ({
  at: new Date(Date.UTC(2026, 10, 24, 9, minute)),
  by: { oid, name: oid },
  action,
});

test('looks of one person are one entry as long as nobody wrote in between, whoever else looked', () => {
  const lines = [
    line(50, 'rhea'),
    line(45, 'manu'),
    line(40, 'rhea'),
    line(35, 'manu'),
    line(30, 'manu', 'staff.note'),
    line(20, 'rhea'),
    line(10, 'rhea'),
  ];
  expect(accessOf(lines).map(({ by, text, times, since }) => `${by.name}: ${text}, ${times} since ${since.slice(11, 16)}`)).toEqual([
    'rhea: Looked at the case, 2 since 09:40',
    'manu: Looked at the case, 2 since 09:35',
    'manu: Added a note, 1 since 09:30',
    'rhea: Looked at the case, 2 since 09:10',
  ]);
});
