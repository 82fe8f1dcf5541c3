import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The tests wait for programs rather than compute.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          // Each test runs the program; a busy machine takes its time to start one.
          testTimeout: 60_000,
          // Far from UTC: a date that is taken for local time shows.
          env: { TZ: 'Asia/Tokyo' },
        },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
});
