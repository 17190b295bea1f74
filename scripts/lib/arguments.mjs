// The command lines of the scripts: `--walk` is a switch, `--port 3000` has a value.
import { parseArgs } from 'node:util';

/** Reads the arguments by this description (see node:util parseArgs); a wrong one ends the program with a plain sentence. */
export function argumentsOf(options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

/** A port number from the command line, or the one to wish for when none was given. */
export function portOf(text, wished) {
  const port = Number(text ?? wished);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  console.error(`${text} is not a port number.`);
  process.exit(2);
}
