import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { type Guard, watch } from './guard';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Fails the test for console errors, faults of scripts, requests to strange hosts and 5xx, in every browser that the test opens. */
  readonly guard: Guard;
  /** Another person's browser: no cookie is shared. */
  readonly otherBrowser: () => Promise<Page>;
}

/** Playwright's `test` with a guard around every browser. Each test makes an organization of its own, so order and neighbors do not matter. */
export const test = base.extend<Fixtures>({
  guard: [
    async ({ context }, use) => {
      const guard = watch(context);
      await use(guard);
      guard.verify();
    },
    { auto: true },
  ],
  otherBrowser: async ({ browser, contextOptions }, use) => {
    const opened: { context: BrowserContext; verify(): void }[] = [];
    await use(async () => {
      const context = await browser.newContext(contextOptions);
      opened.push({ context, ...watch(context) });
      return context.newPage();
    });
    for (const { context, verify } of opened) {
      verify();
      await context.close();
    }
  },
});
