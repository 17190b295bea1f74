import { describe, expect, test } from 'vitest';
import { pageCode } from './page-code';

const id = '5f0f2a0c-1d2e-4f3a-8b4c-9d8e7f6a5b4c';
const other = '0a1b2c3d-4e5f-4a6b-8c7d-8e9f0a1b2c3d';

describe('the code of an error page', () => {
  test.each([
    ['650051', 650051],
    [' AADSTS650051 ', 650051],
    ['aadsts 650052: The app needs access to a service', 650052],
    ['Sorry, but we’re having trouble signing you in. AADSTS700016: Application with identifier', 700016],
    ['You cannot access this right now. Error Code: 53003', 53003],
  ])('is found in %.50j', (text, number) => expect(pageCode(text).number).toBe(number));

  test.each(['', 'hello', '12', '123456789', 'call 55512345 now', `${'x '.repeat(3_000)}AADSTS650051`])('is not found in %.40j', (text) =>
    expect(pageCode(text).number).toBeNull(),
  );

  test('comes with the ids and the time that support asks for', () => {
    const page = `AADSTS650052: text\nRequest Id: ${id}\nCorrelation Id: ${other}\nTimestamp: 2026-11-26T23:40:42Z`;
    const ids = { 'Request ID': id, 'Correlation ID': other, Timestamp: '2026-11-26T23:40:42Z' };
    expect(pageCode(page)).toEqual({ number: 650052, ids });
    const description = `AADSTS53003: text Trace ID: ${id} Correlation ID: ${other} Timestamp: 2026-11-26 23:40:42Z`;
    expect(pageCode(description).ids).toEqual({ ...ids, Timestamp: '2026-11-26 23:40:42Z' });
  });

  test('takes nothing for an id that has not the form of one', () => {
    expect(pageCode('AADSTS650052 Request Id: <script> Correlation Id: my-password').ids).toEqual({});
  });
});
