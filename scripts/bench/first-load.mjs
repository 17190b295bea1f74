// First-load JavaScript: what a browser must fetch before a page works, measured on the HTML that the server really sends.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Takes a page's HTML and the folder that is served as /_next/static; gives the bytes, gzipped, of the script files which the HTML
 * names: scripts and preloads, each file once. `nomodule` scripts are left out: no browser of the last years fetches them.
 */
export function scriptBytes(html, staticDir) {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\snomodule\b/i.test(tag));
  const names = tags.flatMap((tag) => /\s(?:src|href)="\/_next\/static\/([^"?]+\.js)/.exec(tag)?.[1] ?? []);
  if (names.length === 0) throw new Error('the page names no script file: its HTML has another form than this measure knows');
  return [...new Set(names)].reduce(
    (sum, name) => sum + gzipSync(fs.readFileSync(path.join(staticDir, decodeURIComponent(name)))).length,
    0,
  );
}
