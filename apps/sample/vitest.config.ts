import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each test runs the program; a busy machine takes its time to start one.
  test: { testTimeout: 60_000 },
});
