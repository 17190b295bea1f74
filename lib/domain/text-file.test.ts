import { expect, test } from 'vitest';
import { readTextFile } from './text-file';

const text = 'Müller, 支社 🙂';
const utf16 = (swap: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};

test.each([
  ['UTF-8', Buffer.from(text), 'UTF-8'],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'UTF-8'],
  ['UTF-16, small end first', utf16(false), 'UTF-16'],
  ['UTF-16, big end first', utf16(true), 'UTF-16'],
])('reads %s whole and without the mark', (_, bytes, encoding) => expect(readTextFile(bytes)).toEqual({ text, encoding }));

test('reads other bytes as Windows-1252, and says so', () => {
  const bytes = Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]);
  expect(readTextFile(bytes)).toEqual({ text: 'Müller €', encoding: 'Windows-1252' });
});

test.each([
  ['a workbook', Buffer.from('PK\u0003\u0004rest'), /workbook/],
  ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /workbook/],
  ['UTF-16 without its mark', Buffer.from(text, 'utf16le'), /zero bytes/],
  ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41]), /UTF-16 and is not/],
])('refuses %s, and says what to do', (_, bytes, reason) =>
  expect(readTextFile(bytes)).toEqual({ reason: expect.stringMatching(new RegExp(`${reason.source}.*Save it as`)) }),
);
