import { defineConfig } from 'vitest/config';

/** The rehearsal itself, held to packages that are broken on purpose. Builds and packs the client first. */
export default defineConfig({
  test: {
    include: ['test/rehearsal/**/*.rehearsal.ts'],
    silent: 'passed-only',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
