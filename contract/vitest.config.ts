import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/gates/**'],
    silent: 'passed-only',
    // A bound for what hangs, not a measure: a busy machine takes its time to start programs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo', PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
  },
});
