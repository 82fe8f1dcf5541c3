import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/**
 * The tests that mutants run against: those within the process. A program that a test starts has no mutant in it, and takes
 * most of the time. Never run mutants as root: one of them may write to any file.
 */
export default mergeConfig(
  config,
  defineConfig({
    test: {
      exclude: ['test/{terminal,credentials,scan,parity-fleet,fleet}.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
