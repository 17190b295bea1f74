import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

/** `npm run screenshots`: pictures of the support pages for docs/, no test of anything. */
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../test-results/screenshots',
  testMatch: 'screenshots.ts',
  timeout: 600_000,
});
