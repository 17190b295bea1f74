import { expect, test } from 'vitest';
import { AuditQuery } from '@/lib/contract/staff-audit';
import { auditAddress, auditFilterOf, auditQuery, noAuditFilter } from './audit-query';

const filterOf = (text: string) => auditFilterOf(new URLSearchParams(text));

test('the address of the audit names days; the API is asked from the first one’s beginning to the last one’s end', () => {
  const filter = filterOf('who=staff&from=2026-11-20&to=2026-11-21');
  expect(auditAddress(filter)).toBe('who=staff&from=2026-11-20&to=2026-11-21');
  const asked = Object.fromEntries(new URLSearchParams(auditQuery(filter)));
  expect(asked).toEqual({ who: 'staff', from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T23:59:59.999Z' });
  expect(AuditQuery.safeParse(asked).error).toBeUndefined();
});

test('nothing in the address narrows nothing', () => {
  expect([filterOf(''), auditQuery(noAuditFilter), auditAddress(noAuditFilter)]).toEqual([noAuditFilter, '', '']);
});

test.each(['yesterday', '2026-02-31', '2026-1-1', '2026-11-20T10:00:00Z', '0'])(
  'the day %j, which there is not, narrows nothing',
  (day) => {
    expect(filterOf(`from=${day}&to=${day}`)).toEqual(noAuditFilter);
  },
);
