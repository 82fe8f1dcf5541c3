import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    // The tests wait for programs rather than compute.
    maxWorkers: 2,
    silent: 'passed-only',
    // A bound for what hangs, not a measure: each test runs the program, and a busy machine takes its time to start one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
