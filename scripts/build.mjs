// `npm run build`: everything that `npm start` needs.
import { build } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
