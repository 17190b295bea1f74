// e2e/PRODUCTION.md as a program: its marked blocks, with a test's own values for what a reader has to put in.
import fs from 'node:fs';
import { inRoot } from '../lib/paths.mjs';

const folder = '/etc/defender-connect';

/** Gives the text of the block marked with a name, such as `start` of "sh start". Throws when the document has none. */
export function block(name) {
  const text = fs.readFileSync(inRoot('e2e/PRODUCTION.md'), 'utf8');
  const found = new RegExp(`^\`\`\`(?:sh|ini) ${name}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`e2e/PRODUCTION.md has no block "${name}"`);
  return found;
}

/** The commands of a block with our own folder, and our own values in the lines marked as the reader's. */
export function commands(name, { keys, values = {} }) {
  return block(name)
    .split('\n')
    .map((line) => ownValue(line, values).replaceAll(folder, keys))
    .join('\n');
}

/** The configuration block as variables. */
export function variables({ keys, values }) {
  const lines = commands('environment', { keys, values }).split('\n');
  return Object.fromEntries(lines.filter(Boolean).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** `NAME=example # yours` becomes `NAME=value`; a line for which there is no value keeps the example. */
function ownValue(line, values) {
  const marked = /^((?:export )?(\w+)=)(.*) # yours$/.exec(line);
  return marked ? `${marked[1]}${values[marked[2]] ?? marked[3]}` : line;
}
