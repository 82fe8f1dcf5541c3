import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The tests that mutants of the core are held against. Instrumented code is slower, properties above all. */
export default mergeConfig(
  config,
  defineConfig({
    test: {
      exclude: ['test/{auth,migrate,opentelemetry,runtimes}/**'],
      testTimeout: 15_000,
      isolate: false,
    },
  }),
);
