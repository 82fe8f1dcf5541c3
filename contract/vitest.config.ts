import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/gates/**'],
    // A busy machine takes its time to start programs.
    testTimeout: 60_000,
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo', PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
  },
});
