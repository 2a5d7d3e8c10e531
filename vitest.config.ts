import { defineConfig } from 'vitest/config';

const none = ['**/node_modules/**', '**/dist/**', '**/data/**'];
/** Pure: nothing one file does is seen by the next, so each worker reads the modules once. */
const unit = {
  isolate: false,
  testTimeout: 20_000,
  include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'packs/*.test.ts'],
  exclude: [...none, '**/*.db.test.ts'],
};

/** What reads days, numbers and words: run once more under another time zone and language. */
const asksTheClock = [
  'src/domain/{values,calendar,duties,registry}',
  'src/words',
  'src/intake/rows',
  'src/demo',
  'src/documents',
];

/** Lives of households under further documents: two of them run every time, all with SHOUWANG_FULL=1. */
const further = ['test/journeys/{batch-county,help-first-county,xl,ly,yy}.db.test.ts'];

/** Pure tests run by themselves; `.db.test.ts` and `.e2e.ts` share one PostgreSQL cluster made by their global setup. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', ...unit } },
      { test: { name: 'elsewhere', ...unit, include: asksTheClock.map((folder) => `${folder}/**/*.test.ts`) } },
      {
        test: {
          name: 'database',
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude: process.env.SHOUWANG_FULL === '1' ? none : [...none, ...further],
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
