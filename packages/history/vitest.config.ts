import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Turbo runs the members side by side; nothing that a test leaves behind matters to another.
    maxWorkers: 1,
    isolate: false,
    // A busy machine takes its time to start programs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Far from UTC: a date that is read as local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
