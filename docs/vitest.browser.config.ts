import { defineConfig } from 'vitest/config';

/** The site, in Chromium. */
export default defineConfig({
  test: { include: ['test/browser/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
