import { describe, expect, test } from 'vitest';
import { redaction } from './redaction';

describe('a redaction', () => {
  test.each(['Anna-Lena Vance', 'a-z@contoso-west.example', 'Contoso (West) [EU] {1} ^$.*+?|/\\ & Co-', '日本-支社'])(
    'takes a name out of every text, whatever signs it has: %s',
    (name) => {
      const { scrub, name: word } = redaction([name]);
      const found = scrub({ detail: [`asked by ${name.toUpperCase()}, ${name}`, 7, null] });
      expect(found).toEqual({ detail: [`asked by ${word(name)}, ${word(name)}`, 7, null] });
    },
  );

  test('takes a sign of a name for nothing but itself', () => {
    expect(redaction(['A.z', 'x-z']).scrub('Abz y')).toBe('Abz y');
  });
});
