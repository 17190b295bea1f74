/** A text file as it was read. */
export interface TextFile {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/** What Windows-1252 has where Latin-1 has controls; not every Node decodes it, so the table is here. Five bytes mean nothing and stay controls. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, index) => bytes[index] === byte);

/**
 * Reads the text of a file that somebody chose, by its byte order mark or as UTF-8. What is neither is read as Windows-1252, in which
 * spreadsheets of Western Europe save; whoever asked must be told, for the bytes cannot prove it. Never replaces what it cannot read.
 */
export function readTextFile(bytes: Uint8Array): TextFile | { readonly reason: string } {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { reason: 'This is a workbook, not a CSV file. Save it as “CSV UTF-8” in your spreadsheet.' };
  if (startsWith(bytes, 0xff, 0xfe)) return decoded(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return decoded(bytes, 'utf-16be');
  if (bytes.includes(0))
    return { reason: 'The file holds zero bytes: it is no text, or UTF-16 without its mark. Save it as “CSV UTF-8” in your spreadsheet.' };
  const utf8 = decoded(bytes, 'utf-8');
  return 'text' in utf8 ? utf8 : { text: windowsText(bytes), encoding: 'Windows-1252' };
}

function decoded(bytes: Uint8Array, label: 'utf-8' | 'utf-16le' | 'utf-16be'): TextFile | { readonly reason: string } {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return { text, encoding: label === 'utf-8' ? 'UTF-8' : 'UTF-16' };
  } catch {
    return { reason: 'The file says that it is UTF-16 and is not. Save it as “CSV UTF-8” in your spreadsheet.' };
  }
}

const windowsText = (bytes: Uint8Array): string =>
  new TextDecoder('latin1').decode(bytes).replace(/[\u0080-\u009f]/g, (sign) => windows.charAt(sign.charCodeAt(0) - 0x80));
