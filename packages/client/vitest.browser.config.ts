import { defineConfig } from 'vitest/config';

/** The client in a page, in Chromium. */
export default defineConfig({
  test: { include: ['test/browser/**/*.browser.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});
