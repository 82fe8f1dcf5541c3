import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A whole clone with an installation of its own, and every gate of the repository in it.
  test: { include: ['test/update/**/*.rehearsal.ts'], testTimeout: 1_800_000, hookTimeout: 600_000 },
});
