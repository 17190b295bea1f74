import { readSheet, type Sheet } from '../../domain/invitation-sheet';
import { readTextFile } from '../../domain/text-file';
import { PortalError } from '../../error';

const fileLimitBytes = 3 * 1024 * 1024;

/** The body of a request that carries such a file: base64 makes four of three, and JSON stands around it. */
export const sheetLimitBytes = Math.ceil(fileLimitBytes / 3) * 4 + 1024;

interface SheetFile {
  readonly sheet: Sheet;
  readonly warnings: readonly string[];
}

/** Reads a file of customers. @throws PortalError `too-large`, or `bad-request` with the reason why it is no such file */
export function sheetOf(base64: string): SheetFile {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > fileLimitBytes) throw new PortalError('too-large', 'The file is larger than 3 MB. Split it.');
  const file = readTextFile(bytes);
  if ('reason' in file) throw new PortalError('bad-request', file.reason);
  const sheet = readSheet(file.text);
  if ('reason' in sheet) throw new PortalError('bad-request', sheet.reason);
  return { sheet, warnings: [...encodingWarning(file.encoding, sheet), ...ignoredWarning(sheet)] };
}

/** Names with letters beyond ASCII are shown: a wrong guess is seen there. */
function encodingWarning(encoding: string, { rows }: Sheet): string[] {
  if (encoding !== 'Windows-1252') return [];
  const strange = rows.map(({ draft }) => draft.customer.trim()).filter((name) => /[^\p{ASCII}]/u.test(name));
  const examples = strange.slice(0, 3).map((name) => `“${name.slice(0, 60)}”`);
  const look = examples.length > 0 ? ` Look whether these names are right: ${examples.join(', ')}.` : '';
  return [`The file is not UTF-8 and was read as Windows-1252.${look} If not, save it as “CSV UTF-8”.`];
}

function ignoredWarning({ ignored }: Sheet): string[] {
  if (ignored.length === 0) return [];
  const names = ignored.slice(0, 5).map((name) => `“${name}”`);
  return [`${ignored.length === 1 ? 'A column was' : `${ignored.length} columns were`} left out: ${names.join(', ')}.`];
}
