import { layerOf } from './architecture-layers';
import { isTest, type Source } from './architecture-sources';

const product = /^(app|components|lib)\/|^(proxy|instrumentation)\.ts$/;
const topFolders = ['app', 'components', 'lib', 'prisma', 'public', 'e2e', 'practice', 'scripts', 'docs'];
const notKept = ['node_modules', 'dist', 'test-results', 'playwright-report'];
const vague = /(^|\/)(utils?|helpers?|hooks|types|services|common)(\/|$)/;

/** Rules about single files: each gives the sentence that is wrong with a file, or null. NODE_ENV is a constant which the build writes in. */
const fileRules: readonly ((source: Source) => string | null)[] = [
  ({ name, text }) =>
    product.test(name) && /^\s*(['"])use server\1/m.test(text)
      ? `${name}: 'use server' is not allowed, because every write goes through a route handler`
      : null,
  ({ name, text }) => (lines(text) > 300 ? `${name}: ${lines(text)} lines, because 300 is the most that a reader can hold` : null),
  ({ name, text }) =>
    product.test(name) &&
    !isTest(name) &&
    !/^(lib\/env|instrumentation)\.ts$/.test(name) &&
    /\bprocess\.env\b(?!\.NODE_ENV\b)/.test(withoutComments(text))
      ? `${name}: process.env is not allowed, because only lib/env.ts reads the environment`
      : null,
  ({ name, text }) =>
    product.test(name) && !isTest(name) && !name.startsWith('lib/sealer/') && /\bsecretText\b/.test(text)
      ? `${name}: secretText is not allowed, because only the sealer ever names the secret`
      : null,
  ({ name, text }) =>
    name.startsWith('lib/domain/') &&
    !isTest(name) &&
    /\bnew Date\(\)|\bDate\.now\(|\bfetch\(|\bMath\.random\(|\bprocess\.|\bglobalThis\b/.test(withoutComments(text))
      ? `${name}: a clock, chance or the outside world is not allowed, because the domain is pure and takes \`now\``
      : null,
  ({ name, text }) =>
    product.test(name) && !isTest(name) && /\$(query|execute)RawUnsafe\b/.test(text)
      ? `${name}: unsafe raw SQL is not allowed, because values belong into parameters`
      : null,
  ({ name }) =>
    /(^|\/)index\.tsx?$/.test(name) ? `${name}: index files are not allowed, because a file is imported by its own name` : null,
  ({ name }) =>
    product.test(name) && vague.test(name.replace(/[^/]+$/, ''))
      ? `${name}: a folder for everything is not allowed, because nothing is found in it`
      : null,
];

/** Takes all sources, gives one sentence for each breach of the rules about single files. */
export const fileBreaches = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) => fileRules.map((rule) => rule(source))).filter((sentence) => sentence !== null);

/** Takes all sources, gives "A imports B: not allowed, because …" for each import that the table of layers does not list. */
export function importBreaches(sources: readonly Source[]): string[] {
  return sources.filter(({ name }) => !isTest(name) && name.includes('/')).flatMap((source) => breachesOf(source));
}

function breachesOf({ name, imports }: Source): string[] {
  const layer = layerOf(name);
  if (layer === undefined) return name.endsWith('.css') ? [] : [`${name}: belongs to no layer`];
  const refused = imports.filter(({ target, foreign, typeOnly }) => {
    if (/staff-sign-in|^components\/support\//.test(name) === false && /^@azure\/msal-(react|browser)/.test(target)) return true;
    if (foreign) return !layer.packages.test(target);
    if (isTest(`${target}.ts`)) return true;
    const other = layerOf(target);
    // the engine may name an adapter's types; at run time they are gone
    if (layer.name === 'engine' && typeOnly && ['microsoft', 'data', 'store', 'sealer'].includes(other?.name ?? '')) return false;
    return other !== layer && !layer.layers.includes(other?.name ?? '') && !/\.(css|json|woff2)$/.test(target);
  });
  return refused.map(({ target }) => `${name} imports ${target}: not allowed, because ${layer.why}`);
}

/** Takes all sources, gives each circle of imports that exists at run time as "A > B > A". */
export function cycles(sources: readonly Source[]): string[] {
  const known = new Map(sources.map((source) => [source.name.replace(/\.(tsx?|mjs|js)$/, ''), source]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name].join(' > '));
    if (trail.includes(name) || done.has(name)) return;
    const targets = known.get(name)?.imports.filter(({ typeOnly, foreign }) => !typeOnly && !foreign) ?? [];
    for (const { target } of targets) if (known.has(target)) visit(target, [...trail, name]);
    done.add(name);
  };
  for (const name of known.keys()) visit(name, []);
  return found;
}

/** Takes the names of the folders at the top, gives those that the layout does not know. */
export const unknownFolders = (folders: readonly string[]): string[] =>
  folders.filter((name) => ![...topFolders, ...notKept].includes(name));

const lines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
