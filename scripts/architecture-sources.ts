import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One import line: where it points (a path in the project without extension, or a package) and whether only types cross. */
interface Import {
  readonly target: string;
  readonly foreign: boolean;
  readonly typeOnly: boolean;
}

export interface Source {
  /** Path in the project, with slashes. */
  readonly name: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const importLine = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const importCall = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const root = path.join(import.meta.dirname, '..');
const code = /\.(tsx?|mjs|js|css)$/;
const made = /(^|\/)(node_modules|generated|dist)(\/|$)|(^|\/)\.|next-env\.d\.ts$/;

/** Tests and what only tests import: they may reach across layers, since they compare them. */
export const isTest = (name: string): boolean => /\.test(-[a-z]+)?\.tsx?$|^practice\/testing\//.test(name);

/** Takes the path of a file and its text; gives its imports with relative paths and `@/` resolved. */
export function sourceOf(name: string, text: string): Source {
  const lines = [...text.matchAll(importLine)].map(([, type, target]) => ({ target: target ?? '', typeOnly: type !== undefined }));
  const calls = [...text.matchAll(importCall)].map(([, target]) => ({ target: target ?? '', typeOnly: false }));
  const imports = [...lines, ...calls].map(({ target, typeOnly }) => ({ ...resolve(name, target), typeOnly }));
  return { name, text, imports };
}

/** All sources of the project, without generated files. */
export function readSources(): Source[] {
  const names = readdirSync(root, { recursive: false, encoding: 'utf8' }).flatMap(below);
  return names.map((name) => sourceOf(name, readFileSync(path.join(root, name), 'utf8')));
}

/** Folders at the top of the project, without those whose name begins with a dot. */
export function topFolders(): string[] {
  const entries = readdirSync(root, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name);
}

function below(name: string): string[] {
  if (made.test(name)) return [];
  if (code.test(name)) return [name];
  try {
    return readdirSync(path.join(root, name)).flatMap((entry) => below(`${name}/${entry}`));
  } catch {
    return []; // a file of another kind
  }
}

function resolve(from: string, target: string): Pick<Import, 'target' | 'foreign'> {
  const own = target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : target.startsWith('@/') ? target.slice(2) : null;
  return own === null ? { target, foreign: true } : { target: own.replace(/\.(tsx?|mjs|js)$/, ''), foreign: false };
}
