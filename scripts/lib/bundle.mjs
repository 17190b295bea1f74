// `node bundle.mjs ENTRY OUTPUT [--watch]`: one ES module for Node, with everything inside that is not part of Node.
import { build, context } from 'esbuild';
import { inRoot } from './paths.mjs';

const [entry, outfile, watch] = process.argv.slice(2);

const options = {
  absWorkingDir: inRoot(),
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: false,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  // packages in the old module format ask for Node's modules with require()
  banner: { js: "import { createRequire as nodeRequire } from 'node:module';\nconst require = nodeRequire(import.meta.url);" },
  alias: { 'server-only': inRoot('node_modules/server-only/empty.js') },
};

if (watch) await (await context(options)).watch();
else await build(options);
