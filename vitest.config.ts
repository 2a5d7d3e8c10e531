import { defineConfig } from 'vitest/config';

const none = ['**/node_modules/**', '**/dist/**', '**/data/**'];
const unit = {
  testTimeout: 20_000,
  include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'packs/*.test.ts'],
  exclude: [...none, '**/*.db.test.ts'],
};

/** Pure tests run by themselves; `.db.test.ts` and `.e2e.ts` share one PostgreSQL cluster made by their global setup. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', ...unit } },
      // Once more under another time zone and language; hostile files are ended by a watch either way.
      { test: { name: 'elsewhere', ...unit, exclude: [...unit.exclude, 'src/intake/reading/**'] } },
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
          maxWorkers: 1,
        },
      },
    ],
  },
});
