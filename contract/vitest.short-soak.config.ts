import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.soak.config.ts';

/** A fifth of the soak test, in this process: what hangs or loses rows shows in seconds. */
export default mergeConfig(
  config,
  defineConfig({ test: { env: { SOAK_CALLS: '4000' }, testNamePattern: /in this process/ } }),
);
