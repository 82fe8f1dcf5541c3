import { defineConfig } from 'vitest/config';

/** The page that the emulator serves, in Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    silent: 'passed-only',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
