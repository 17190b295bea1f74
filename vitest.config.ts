import os from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      // outside of Next the marker package throws on import; its own empty half is what Next gives to server code
      'server-only': path.join(root, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{app,components,lib,practice,scripts}/**/*.test.{ts,tsx}', 'proxy.test.ts'],
    exclude: ['**/node_modules/**', '**/.next/**', 'lib/data/generated/**'],
    globalSetup: ['scripts/test-database.ts'],
    setupFiles: ['scripts/test-setup.ts'],
    env: { LOG_LEVEL: 'fatal', TZ: 'UTC' },
    pool: 'forks',
    // Vitest leaves one core free: of two that is half
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    testTimeout: 20_000,
    // a process that is to start may take its second on a busy machine
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 30_000,
  },
});
