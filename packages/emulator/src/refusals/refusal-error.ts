import type { Answer } from '../answer/answer.ts';

/** Thrown while a request is read or answered, to end it with another answer than success. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`The request is refused with status ${answer.status}.`);
    this.answer = answer;
  }
}
