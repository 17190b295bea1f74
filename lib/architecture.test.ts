import { describe, expect, it } from 'vitest';
import { layers } from '../scripts/architecture-layers';
import { cycles, fileBreaches, importBreaches, unknownFolders } from '../scripts/architecture-rules';
import { readSources, sourceOf, topFolders } from '../scripts/architecture-sources';

const sources = readSources();

describe('the project', () => {
  it('is read whole', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.some(({ name }) => name === 'lib/env.ts')).toBe(true);
    expect(sources.every(({ name }) => !name.includes('generated'))).toBe(true);
  });

  it('imports only what its layers allow', () => expect(importBreaches(sources)).toEqual([]));

  it('keeps the rules for single files', () => expect(fileBreaches(sources)).toEqual([]));

  it('has no circle of imports', () => expect(cycles(sources)).toEqual([]));

  it('has no folder at the top that the layout does not know', () => expect(unknownFolders(topFolders())).toEqual([]));

  it('has short files: half of them up to 60 lines, nine of ten up to 150', () => {
    const lengths = sources
      .filter(({ name }) => /^(app|components|lib|practice)\/.*\.tsx?$/.test(name))
      .map(({ text }) => text.split('\n').length - 1);
    lengths.sort((left, right) => left - right);
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(60);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(150);
  });
});

describe('the reader of import lines', () => {
  it('sees every form of import', () => {
    const text = [
      "import { a } from './a';",
      "import type { B } from '../b';",
      "import {\n  c,\n  d,\n} from '@/lib/domain/c';",
      "export { e } from './e.ts';",
      "export type { F } from './f';",
      "import './g.css';",
      "import data from './h.json' with { type: 'json' };",
      "const i = await import('@/lib/i');",
      "import fs from 'node:fs';",
      "export const j = 'no import';",
    ].join('\n');
    const targets = sourceOf('lib/web/x.ts', text).imports.map(({ target, typeOnly }) => `${target}${typeOnly ? ' (type)' : ''}`);
    expect(targets).toEqual(
      ['lib/web/a', 'lib/b (type)', 'lib/domain/c', 'lib/web/e', 'lib/web/f (type)', 'lib/web/g.css', 'lib/web/h.json'].concat(
        'node:fs',
        'lib/i',
      ),
    );
  });
});

describe('a breach is named', () => {
  const breach = (name: string, text: string): string[] => [
    ...importBreaches([sourceOf(name, text)]),
    ...fileBreaches([sourceOf(name, text)]),
  ];

  const imports: readonly (readonly [string, string])[] = [
    ['app/page.tsx', '@/lib/microsoft/graph'],
    ['app/api/x/route.ts', '@/lib/store/database'],
    ['app/api/x/route.ts', 'pg'],
    ['components/ui/x.tsx', '@/lib/data/connections'],
    ['components/connect/x.tsx', '@azure/msal-react'],
    ['components/connect/x.tsx', '@/lib/env'],
    ['lib/web/x.ts', '../engine/advance'],
    ['lib/engine/advance.ts', 'next/server'],
    ['lib/engine/advance.ts', '../data/connections'],
    ['lib/engine/advance.ts', '../web/route'],
    ['lib/microsoft/x.ts', '../data/data-x'],
    ['lib/data/x.ts', '../microsoft/graph'],
    ['lib/store/x.ts', '../data/prisma'],
    ['lib/store/x.ts', '@prisma/client'],
    ['lib/sealer/main.ts', '../store/database'],
    ['lib/sealer/main.ts', 'next/headers'],
    ['lib/domain/x.ts', '../log'],
    ['lib/domain/x.ts', 'node:crypto'],
    ['lib/domain/x.ts', '../data/generated/client'],
    ['lib/contract/x.ts', '../env'],
    ['lib/error.ts', './web/route'],
    ['lib/web/x.ts', './route.test'],
    ['practice/x.ts', '../lib/domain/clouds'],
    ['practice/x.ts', './testing/portal'],
    ['e2e/x.spec.ts', '@/lib/domain/clouds'],
    ['scripts/x.mjs', '../lib/env'],
  ];
  it.each(imports)('%s imports %s', (name, target) => {
    expect(breach(name, `import { x } from '${target}';`)).toEqual([expect.stringMatching(/^.+ imports .+: not allowed, because .+/)]);
  });

  const allowed: readonly (readonly [string, string])[] = [
    ['app/page.tsx', "import { advance } from '@/lib/engine/advance';"],
    ['lib/engine/ports.ts', "import { graph } from '../microsoft/graph';"],
    ['lib/engine/advance.ts', "import type { Graph } from '../microsoft/graph';"],
    ['lib/engine/advance.ts', "import { MicrosoftError } from '../microsoft/microsoft-error';"],
    ['lib/data/x.test.ts', "import { graph } from '../microsoft/graph';"],
    ['components/staff-sign-in.tsx', "import { MsalProvider } from '@azure/msal-react';"],
  ];
  it.each(allowed)('but not when it is none: %s', (name, text) => expect(breach(name, text)).toEqual([]));

  const files: readonly (readonly [string, string, RegExp])[] = [
    ['app/x.ts', "  'use server';", /'use server' is not allowed/],
    ['lib/web/x.ts', 'const x = process.env.X;', /process\.env is not allowed/],
    ['lib/microsoft/passwords.ts', 'const { secretText } = answer;', /secretText is not allowed/],
    ['lib/domain/x.ts', 'const now = new Date();', /the domain is pure/],
    ['lib/data/x.ts', 'tx.$queryRawUnsafe(text)', /unsafe raw SQL/],
    ['lib/web/index.ts', '', /index files are not allowed/],
    ['components/utils/x.ts', '', /a folder for everything/],
    ['practice/x.ts', 'x\n'.repeat(301), /301 lines/],
  ];
  it.each(files)('%s with %j', (name, text, sentence) => expect(breach(name, text)).toEqual([expect.stringMatching(sentence)]));

  it('a circle of imports, but not one of types alone', () => {
    const circle = [sourceOf('lib/a.ts', "import { b } from './b';"), sourceOf('lib/b.ts', "import { a } from './a';")];
    expect(cycles(circle)).toEqual(['lib/a > lib/b > lib/a']);
    expect(cycles([sourceOf('lib/a.ts', "import { b } from './b';"), sourceOf('lib/b.ts', "import type { A } from './a';")])).toEqual([]);
  });

  it('a folder at the top that nobody knows', () => expect(unknownFolders(['app', 'src', '.git'.slice(1)])).toEqual(['src', 'git']));

  it('and every layer says why', () => expect(layers.filter(({ why }) => why.length < 20)).toEqual([]));
});
