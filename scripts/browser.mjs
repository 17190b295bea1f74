// `npm run browser`: finds or installs a browser for the tests and the walk.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { program, runNode } from './lib/run.mjs';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/**
 * Gives the path of a browser that runs, or null after saying what to install. In this order: CHROMIUM_PATH, a Chromium or Chrome of
 * the system, Playwright's own (downloaded when possible), Debian's package when this is root.
 */
export async function ensureBrowser() {
  await ensureInstalled();
  const found = [process.env.CHROMIUM_PATH, ...system, await playwrightPath()].find(runs);
  if (found) return found;
  console.log('No browser found. Installing one …');
  // its exit code is 0 also when the download failed, so only a browser that runs counts
  await runNode([program('playwright'), 'install', 'chromium']);
  if (runs(await playwrightPath())) return playwrightPath();
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) installPackage();
  const installed = system.find(runs);
  if (installed) return installed;
  console.error('No browser could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one, and run this again.');
  return null;
}

function runs(file) {
  return Boolean(file) && fs.existsSync(file) && spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0;
}

async function playwrightPath() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

function installPackage() {
  spawnSync('apt-get', ['update'], { stdio: 'inherit' });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], { stdio: 'inherit' });
}

if (process.argv[1] === import.meta.filename) {
  const browser = await ensureBrowser();
  if (browser) console.log(`Browser: ${browser}`);
  process.exitCode = browser ? 0 : 1;
}
