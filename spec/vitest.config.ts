import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Some tests run git or Redocly; a busy machine takes its time to start them.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
});
