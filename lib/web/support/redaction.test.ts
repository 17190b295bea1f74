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

  test.each(['ING', 'GE', 'IT', 'Red', 'X', 'Cred', 'Name', 'id'])('finds “%s” as a word alone, and not in the words of others', (name) => {
    const { scrub, name: word } = redaction([name, 'Adele']);
    const others = 'credential sharing, bridge, Redmond, reduced, submit, nameless, 2x, idle';
    expect(scrub(others)).toBe(others);
    expect(scrub(`asked by ${name}, (${name}) and ${name}’s admin: 7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901`)).toMatch(
      new RegExp(`^asked by ${word(name)}, \\(${word(name)}\\) and ${word(name)}’s admin: id-[0-9a-f]{12}$`),
    );
  });

  test('leaves a common word alone that a short name is like', () => {
    const { scrub } = redaction(['IT', 'Red', 'GE', 'ING']);
    expect(scrub('it was not there; red; not yet')).toBe('it was not there; red; not yet');
  });

  test('finds a name in writing that has no spaces', () => {
    const { scrub, name } = redaction(['日本']);
    expect(scrub('株式会社日本支社')).toBe(`株式会社${name('日本')}支社`);
  });

  test('takes a sign of a name for nothing but itself', () => {
    expect(redaction(['A.z', 'x-z']).scrub('Abz y')).toBe('Abz y');
  });
});
