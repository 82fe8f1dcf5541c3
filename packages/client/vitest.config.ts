import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/contract/**'],
    setupFiles: ['test/support/load-walks.ts'],
    // Nothing here waits; a busy machine may take long all the same.
    testTimeout: 60_000,
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
