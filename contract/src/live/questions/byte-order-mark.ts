import { operationIds } from '../service/operations.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

export const byteOrderMark: OpenQuestion = {
  title: 'Do answers begin with a byte order mark today?',
  async conclude({ exchanges }) {
    const byOperation = operationIds.map((operationId) => {
      const answers = exchanges
        .filter(({ question }) => question.operationId === operationId)
        .flatMap(({ answer }) =>
          answer?.status === 200 && answer.size > 0 && answer.text !== undefined ? [answer] : [],
        );
      const marked = answers.filter(({ beginsWithByteOrderMark }) => beginsWithByteOrderMark).length;
      return { operationId, marked, of: answers.length };
    });
    const asked = byOperation.filter(({ of }) => of > 0);
    if (asked.length === 0) return couldNotTell('no answer was a success with a body in UTF-8');
    return answered(
      asked.map(({ operationId, marked, of }) => `${operationId} ${describe(marked, of)}`).join('; '),
    );
  },
};

function describe(marked: number, of: number): string {
  if (marked === of) return 'yes';
  return marked === 0 ? 'no' : `${marked} of ${of}`;
}
