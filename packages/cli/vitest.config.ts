import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    // Turbo runs the members side by side; nothing that a test leaves behind matters to another.
    maxWorkers: 1,
    isolate: false,
    silent: 'passed-only',
    // A bound for what hangs, not a measure: some tests run the program, and a busy machine takes its time to start one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 600_000 } },
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
