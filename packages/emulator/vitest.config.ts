import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/contract-gates/**'],
          // Far from UTC: a date that is taken for local time shows.
          env: { TZ: 'Asia/Tokyo', PACT_DO_NOT_TRACK: '1', LOG_LEVEL: 'error' },
        },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 30_000 },
      },
    ],
  },
});
