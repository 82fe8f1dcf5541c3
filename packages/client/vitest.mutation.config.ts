import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import config from './vitest.config.ts';

/** By name: what tests one file comes before walks over many. A mutant is gone with the first test that fails. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((left, right) => (left.moduleId < right.moduleId ? -1 : 1));
  }
}

/** The tests that mutants of the core are held against. */
export default mergeConfig(
  config,
  defineConfig({
    test: {
      exclude: ['test/{browser,node,opentelemetry,redis,runtimes,weight}/**'],
      setupFiles: ['test/support/brief-properties.ts'],
      // Mutants are held against thousands of short runs; a worker for each file would take most of the time.
      isolate: false,
      sequence: { sequencer: ByName },
    },
  }),
);
