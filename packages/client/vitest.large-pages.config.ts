import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/**
 * Walks over pages that are too large to be read whole: their rows are handed out as they come. Left out are tests of what
 * is different then, such as what a refused page has handed out; `hands-out-rows-as-they-come` has those.
 */
export default defineConfig({
  test: {
    ...config.test,
    include: ['test/walk/{delivers,finds,follows,groups,identifies,lists,resumes}-*.test.ts'],
    env: { ...config.test?.env, LARGE_PAGES: 'yes' },
  },
});
