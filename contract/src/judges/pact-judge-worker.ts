/** Answers questions in a separate process, because Pact's verifier prints each of its steps and keeps a core busy. */
import { isObject } from '../documents/json.ts';
import { judgeAnswers, type Question } from './judge-answers.ts';

process.on('message', (message: unknown) => {
  if (!isQuestions(message)) throw new Error('A message holds no questions.');
  judgeAnswers(message).then(
    (verdicts) => process.send?.({ verdicts }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});

function isQuestions(message: unknown): message is readonly Question[] {
  return (
    Array.isArray(message) &&
    message.every((item) => isObject(item) && 'answer' in item && 'response' in item)
  );
}
