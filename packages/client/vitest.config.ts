import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/contract/**'],
    setupFiles: ['test/support/load-chunks.ts'],
    silent: 'passed-only',
    // Turbo runs the members side by side; nothing that a test leaves behind matters to another.
    maxWorkers: 1,
    isolate: false,
    // A bound for what hangs, not a measure: nothing here waits, but a busy machine may take long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 600_000 } },
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo' },
  },
});
