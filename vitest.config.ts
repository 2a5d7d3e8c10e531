import { defineConfig } from 'vitest/config';

const none = ['**/node_modules/**', '**/dist/**', '**/data/**'];
/** Pure: nothing one file does is seen by the next, so each worker reads the modules once. */
const unit = {
  isolate: false,
  testTimeout: 20_000,
  include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'packs/*.test.ts'],
  exclude: [...none, '**/*.db.test.ts'],
};

/** Left out of the second pass: long, and nothing in it depends on where the machine stands. */
const asksNoClock = ['src/intake/reading/**', 'packs/**', 'src/packs/coverage/**', 'src/main/cli/coverage.test.ts'];

/** Pure tests run by themselves; `.db.test.ts` and `.e2e.ts` share one PostgreSQL cluster made by their global setup. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', ...unit } },
      // Once more under another time zone and language: what reads days, numbers and words. Cases of packs ask neither.
      { test: { name: 'elsewhere', ...unit, exclude: [...unit.exclude, ...asksNoClock] } },
      {
        test: {
          name: 'database',
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude: none,
          globalSetup: 'test/database/global-setup.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.e2e.ts'],
          exclude: none,
          globalSetup: 'test/database/global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
