import { afterAll } from 'vitest';

import { createPactJudge, type PactJudge } from '../../../src/judges/pact-judge.ts';

/** Pact's verifier, for the tests of one file. */
export function useJudge(): PactJudge {
  const judge = createPactJudge(1);
  afterAll(() => judge.close());
  return judge;
}
