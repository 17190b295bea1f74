import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { button } from './steps';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** E2E_LOOK=1: a picture of every state that is looked at, for people. */
const pictured = Boolean(process.env['E2E_LOOK']);

/** Looks at the page as it stands: rules of accessibility in light, colors in dark, and no sideways scroll at 320 pixels. */
export async function isFitForAll(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // what is dark has the same elements in other colors
    const rules = new AxeBuilder({ page });
    const chosen = colorScheme === 'light' ? rules.withTags(tags) : rules.withRules(['color-contrast']);
    const { violations } = await wholly(page, () => chosen.analyze());
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
    if (pictured) await picture(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const beyond = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > 321);
    return document.documentElement.scrollWidth > 320
      ? beyond.map(({ tagName, className }) => `${tagName}.${String(className)}`).slice(0, 5)
      : [];
  });
  expect(wide, `${name} at 320 pixels`).toEqual([]);
  if (before) await page.setViewportSize(before);
}

/**
 * Looks at the whole page at once: what a reader scrolls out from under the bars at the top and the bottom counts as too small a target
 * there. A page that has grown meanwhile is looked at again.
 */
async function wholly<T>(page: Page, look: () => Promise<T>): Promise<T> {
  for (;;) {
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    if (whole > height) await page.setViewportSize({ width, height: whole });
    const seen = await look();
    if ((await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)) <= 0) return seen;
  }
}

async function picture(page: Page, name: string): Promise<void> {
  const spec = path.basename(test.info().file, '.spec.ts');
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    // a state is often named by its address
    const file = `${spec}-${name}-${width}`.replace(/[^\w-]+/g, '-');
    await page.screenshot({ path: `test-results/pictures/${file}.png`, fullPage: true });
  }
}

/** Reaches a button with Tab alone and presses Enter. */
export async function pressByKeyboard(page: Page, name: string): Promise<void> {
  await reach(page, name);
  await page.keyboard.press('Enter');
}

/** Presses Tab until a button has the focus; every stop on the way must show where it is. */
export async function reach(page: Page, name: string): Promise<void> {
  const wanted = button(page, name);
  await wanted.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // a field may draw it around the label that holds it
      const shown = [element, element.parentElement ?? element].some((drawn) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
        return outlineStyle !== 'none' && outlineWidth !== '0px';
      });
      return shown ? null : element.outerHTML.slice(0, 160);
    });
    expect(unseen, `a stop of Tab before ${name} without a visible focus`).toBeNull();
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${name} cannot be reached with Tab`);
}
