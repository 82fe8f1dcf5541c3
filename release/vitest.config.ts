import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Nothing here waits; a busy machine may take long all the same.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
