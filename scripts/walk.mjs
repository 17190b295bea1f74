// The walk: the main job in a headless browser, with a new practice organization, each step told, photographed and proved.
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { control, inOrganization, inStore, line, secondRun } from './lib/walk-proof.mjs';

const handActions = 158;
const root = process.getuid?.() === 0;
const launchArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

/**
 * Connects an organization of its own (data of an earlier run does not matter), signs in a second time, and proves the result.
 * Prints every step with its time and every line of the proof; screenshots go to `outDir`. True only if all of it holds.
 */
export async function walk({ portalUrl, practiceUrl, dataDir, outDir }) {
  fs.rmSync(outDir, { recursive: true, force: true });
  fs.mkdirSync(outDir, { recursive: true });
  const tenant = await control(practiceUrl, 'POST', '/tenants', { template: 'contoso.example' });
  const account = `adele@${tenant.domain}`;
  console.log(`\n  The walk: ${account} connects ${tenant.name} (${tenant.id})\n`);
  const browser = await open();
  try {
    const visit = await newVisit(browser, { portalUrl, outDir });
    await mainJob(visit, account);
    const clicks = visit.counted.clicks;
    const before = (await control(practiceUrl, 'GET', '/state')).journal.last;
    await again(visit, account);
    const { entries } = await control(practiceUrl, 'GET', `/journal?since=${before}&tenant=${tenant.id}`);
    const state = await control(practiceUrl, 'GET', `/tenants/${tenant.id}`);
    return report([
      ['What stands in the organization', inOrganization(state)],
      ['What lies in FortifyData’s store', await inStore({ tenantId: tenant.id, dataDir, portalUrl, practiceUrl })],
      ['What the second sign-in did', secondRun(entries)],
      ['What it took', [effort({ ...visit.counted, clicks }), ...visit.faults.map((fault) => line(false, fault))]],
    ]);
  } catch (error) {
    console.error(`\n  The walk stopped: ${error.message}\n`);
    return false;
  } finally {
    await browser.close();
    console.log(`  Screenshots: ${outDir}\n`);
  }
}

async function open() {
  const executablePath = await ensureBrowser();
  if (executablePath === null) throw new Error('The walk needs a browser.');
  const { chromium } = await import('@playwright/test');
  // Chromium's sandbox does not start for root, which is who runs this in a container
  return chromium.launch({ executablePath, args: root ? ['--no-sandbox', ...launchArguments] : launchArguments });
}

/** A browser page with what is counted in it; `tell` prints a step and photographs it. */
async function newVisit(browser, { portalUrl, outDir }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', reducedMotion: 'reduce' });
  const counted = { clicks: 0, typed: 0, copied: 0 };
  await countActions(context, counted);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`the browser reported: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`a script failed: ${error.message}`));
  const begun = Date.now();
  let number = 0;
  const tell = async (text) => {
    number += 1;
    console.log(`  ${`${((Date.now() - begun) / 1000).toFixed(1)} s`.padStart(7)}  ${text}`);
    const name = `${String(number).padStart(2, '0')}-${text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)}.png`;
    await page.screenshot({ path: path.join(outDir, name), fullPage: true });
  };
  return { page, counted, faults, tell, portalUrl };
}

/** Counts trusted events; choosing the account is the Microsoft account's own sign-in and is left out. */
async function countActions(context, counted) {
  await context.exposeBinding('actionSeen', (_source, kind) => {
    counted[kind] += 1;
  });
  await context.addInitScript(() => {
    const listen = (name, kind, counts = () => true) =>
      document.addEventListener(name, (event) => event.isTrusted && counts(event) && window.actionSeen(kind), { capture: true });
    listen('click', 'clicks', ({ target }) => !target.closest('button.account'));
    listen('input', 'typed');
    for (const name of ['copy', 'cut', 'paste']) listen(name, 'copied');
  });
}

async function mainJob({ page, tell, portalUrl }, account) {
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const shown = (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.goto(portalUrl);
  await tell('Start page');
  await press('Sign in with Microsoft');
  await shown('Pick an account');
  await tell('Microsoft asks for the account');
  await pick(page, account);
  await shown('Permissions requested');
  await tell('Microsoft asks whether the portal may set up the app');
  await press('Accept');
  await shown('Is this the right organization?');
  await tell('The plan: nothing has been changed yet');
  await press('Create and continue');
  await shown('Approve on Microsoft’s page');
  await tell('The app and its service principal are created');
  await press('Continue to Microsoft to approve');
  await shown('Permissions requested');
  await tell('Microsoft asks for the approval of all permissions');
  await press('Accept');
  await page.waitForURL(`${portalUrl}/connect`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tell('Back from Microsoft: grants are read, the key is made and sealed');
  await shown('Microsoft Defender is connected');
  await tell('Microsoft Defender is connected');
}

/** A second sign-in: everything is in place. */
async function again({ page, tell, portalUrl }, account) {
  await page.goto(portalUrl);
  await page.getByRole('button', { name: 'Sign in with Microsoft', exact: true }).click();
  await pick(page, account);
  await page.getByText('Nothing to change', { exact: true }).waitFor();
  await tell('Second sign-in: nothing to change');
}

const pick = (page, account) => page.locator('button.account', { has: page.locator(`b:text-is("${account}")`) }).click();

function effort({ clicks, typed, copied }) {
  const saved = ((1 - (clicks + typed + copied) / handActions) * 100).toFixed(1);
  const holds = clicks > 0 && clicks <= 5 && typed === 0 && copied === 0;
  return line(holds, `${clicks} clicks, ${typed} typed, ${copied} copied instead of ${handActions} by hand: ${saved} % less`);
}

function report(parts) {
  for (const [title, lines] of parts) {
    console.log(`\n  ${title}`);
    for (const { holds, text } of lines) console.log(`    ${holds ? 'yes' : 'NO '}  ${text}`);
  }
  const passed = parts.every(([, lines]) => lines.every(({ holds }) => holds));
  console.log(`\n  ${passed ? 'All of it holds.' : 'Not all of it holds.'}`);
  return passed;
}
