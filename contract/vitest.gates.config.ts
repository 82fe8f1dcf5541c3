import { defineConfig } from 'vitest/config';

/** The gates between the description, the contract and the emulator, each tried with an input that it has to refuse. */
export default defineConfig({
  test: {
    include: ['test/gates/**/*.test.ts'],
    silent: 'passed-only',
    // Modules are evaluated once, not for each file: half of the time would go into that.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { TZ: 'Asia/Tokyo', PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' },
  },
});
