import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          // A busy machine takes its time to start programs.
          testTimeout: 60_000,
          // Far from UTC: a date that is taken for local time shows.
          env: { TZ: 'Asia/Tokyo' },
        },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 30_000 },
      },
    ],
  },
});
