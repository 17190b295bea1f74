import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './database-away';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('a database that is away', () => {
  it.each(['P1001', 'P2024', 'P2028', 'ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53100', '53300', '58030', '25006', '08006'])(
    'is known by the code %s, its own or in the words around it',
    (code) => {
      expect(isDatabaseAway(withCode(code))).toBe(true);
      expect(isDatabaseAway(new Error(`Raw query failed. Code: \`${code}\`. Message: \`…\``))).toBe(true);
    },
  );

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Server has closed the connection.'])(
    'is known by the words %s',
    (words) => expect(isDatabaseAway(new Error(words))).toBe(true),
  );
});

describe('any other failure', () => {
  it.each([
    withCode('42501', 'permission denied'),
    withCode('23505', 'duplicate key'),
    new Error('no row with id 53100a1b-0800-4000-8000-57P01'.replace('57P01', 'aaaaaaaaaaaa')),
    new Error('internal'),
    'ECONNREFUSEDX',
    null,
    undefined,
    53100,
  ])('is none: %s', (error) => expect(isDatabaseAway(error)).toBe(false));
});
