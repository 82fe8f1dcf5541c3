import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The decoder of rows against `JSON.parse`, over as many documents as take minutes. */
export default mergeConfig(
  config,
  defineConfig({ test: { testTimeout: 1_200_000, env: { BATCH_RUNS: '100000' } } }),
);
