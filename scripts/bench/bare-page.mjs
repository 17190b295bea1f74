// The yardstick for first-load JavaScript: a page that does nothing, built and served with the versions of this project.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../lib/net.mjs';
import { inRoot } from '../lib/paths.mjs';
import { endProcess } from '../lib/process.mjs';
import { program, run } from '../lib/run.mjs';
import { hashOf, unlessDone } from '../lib/stamp.mjs';
import { scriptBytes } from './first-load.mjs';

const layout = "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }\n";
// rendered for each request, as every page of the portal is
const page = "export const dynamic = 'force-dynamic';\nexport default function Page() { return <h1>Hello</h1>; }\n";

/** Gives the gzipped bytes of the bare page's scripts. Built once for each set of package versions; the figure is kept under .next. */
export async function bareScriptBytes() {
  const kept = inRoot('.next/defender-connect/bare-page.txt');
  const key = hashOf('package-lock.json', 'scripts/bench/bare-page.mjs', 'scripts/bench/first-load.mjs');
  await unlessDone(inRoot('.next/defender-connect/bare-page'), key, kept, async () => {
    const bytes = await measure();
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(kept, String(bytes));
  });
  return Number(fs.readFileSync(kept, 'utf8'));
}

/** Outside of the project, whose instrumentation would otherwise be built in; its packages are linked, which the bundler's root must allow. */
async function measure() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-bare-'));
  fs.mkdirSync(path.join(dir, 'app'));
  fs.symlinkSync(inRoot('node_modules'), path.join(dir, 'node_modules'), 'junction');
  fs.writeFileSync(path.join(dir, 'app/layout.jsx'), layout);
  fs.writeFileSync(path.join(dir, 'app/page.jsx'), page);
  fs.writeFileSync(path.join(dir, 'package.json'), '{"private":true,"type":"module"}\n');
  fs.writeFileSync(path.join(dir, 'next.config.js'), `export default { turbopack: { root: ${JSON.stringify(path.parse(dir).root)} } };\n`);
  try {
    const built = await run(process.execPath, [program('next'), 'build', dir], { env: { NODE_ENV: 'production' } });
    if (built.status !== 0) throw new Error(`the bare page could not be built:\n${built.output}`);
    return scriptBytes(await servedPage(dir), path.join(dir, '.next/static'));
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function servedPage(dir) {
  const port = await freePort();
  const args = [program('next'), 'start', dir, '--port', `${port}`, '--hostname', '127.0.0.1'];
  const server = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  try {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline && server.exitCode === null; ) {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
      if (answer?.ok) return await answer.text();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the bare page was built, but could not be served');
  } finally {
    await endProcess(server.pid);
  }
}
