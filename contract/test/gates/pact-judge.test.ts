import { describe, expect, test } from 'vitest';

import { judgeAnswers } from '../../src/judges/judge-answers.ts';
import { createPactJudge } from '../../src/judges/pact-judge.ts';
import type { VerdictCache } from '../../src/judges/verdict-cache.ts';

const promise = (body: object, matchers: object = {}) => ({
  status: 200,
  headers: { 'Content-Type': ['application/json'] },
  body: { content: body, contentType: 'application/json', encoded: false },
  matchingRules: { body: matchers },
});
const answer = (body: string, status = 200) => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body,
});
/** An empty cache that is not saved. */
const unknown = (): VerdictCache => {
  const known = new Map<string, readonly string[]>();
  return {
    get: (question) => known.get(question),
    add: (question, verdict) => void known.set(question, verdict),
    save: () => {},
  };
};

const counted = promise({ count: 1 }, { '$.count': { combine: 'AND', matchers: [{ match: 'integer' }] } });

describe("Pact's verifier as a judge", () => {
  test('gives each question its own verdict', async () => {
    const judge = createPactJudge(1, unknown());
    const verdicts = await Promise.all([
      judge.judge({ response: counted, answer: answer('{"count":7}') }),
      judge.judge({ response: counted, answer: answer('{"count":"7"}') }),
      judge.judge({ response: counted, answer: answer('{}') }),
      judge.judge({ response: counted, answer: answer('{"count":7}', 404) }),
      judge.judge({ response: counted, answer: answer('{"count":7}') }),
    ]);
    judge.close();
    expect(verdicts.map((mismatches) => mismatches.length)).toEqual([0, 1, 1, 1, 0]);
    expect(verdicts[1]).toEqual([expect.stringContaining('$.count')]);
    expect(judge.asked()).toBe(4);
  });

  test('keeps hundreds of questions apart', async () => {
    const judge = createPactJudge(undefined, unknown());
    const verdicts = await Promise.all(
      Array.from({ length: 400 }, (_, index) =>
        judge.judge({ response: counted, answer: answer(`{"count":${index % 7 === 0 ? '"x"' : index}}`) }),
      ),
    );
    judge.close();
    const refused = verdicts.flatMap((mismatches, index) => (mismatches.length > 0 ? [index] : []));
    expect(refused).toEqual(Array.from({ length: 58 }, (_, index) => 7 * index));
  });

  test('is not asked the same question twice', async () => {
    const question = { response: counted, answer: answer('{"count":"7"}') };
    const cache = unknown();
    const judge = createPactJudge(1, cache);
    const given = await judge.judge(question);
    judge.close();

    const reopened = createPactJudge(0, cache);
    expect(await reopened.judge(question)).toEqual(given);
    expect(given).toEqual([expect.stringContaining('$.count')]);
  });

  test("reports an answer that can't be served, rather than counting it as refused", async () => {
    const question = {
      response: counted,
      answer: { ...answer('{}'), headers: { 'X-Broken': 'line\nbreak' } },
    };
    await expect(judgeAnswers([question])).rejects.toThrow("An answer can't be given");
  });

  test('says so when there is no question', async () => {
    await expect(judgeAnswers([])).rejects.toThrow('holds no interactions');
  });
});
