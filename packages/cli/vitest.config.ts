import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Each test runs the program; a busy machine takes its time to start one.
    testTimeout: 60_000,
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
