import { faultsLike } from '../description/described-answer.ts';
import { isObject } from '../../documents/json.ts';
import { outcomeOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

export const faultShape: OpenQuestion = {
  title: 'Which shape has the fault that answers a bad filter?',
  async conclude(session, { usageAt }) {
    const exchange = await session.ask({
      operationId: 'listLicensesUsage',
      ...usageAt,
      query: { filter: `noSuchField eq 'x'`, top: '1' },
    });
    const { answer } = exchange;
    if (answer === undefined) return couldNotTell(`there was ${outcomeOf(exchange)}`);
    if (answer.status === 200) return answered('none: a filter by an unknown field is answered with 200');
    if (answer.status !== 400) return couldNotTell(`a bad filter was answered with ${outcomeOf(exchange)}`);
    if (!isObject(answer.body)) return answered(outcomeOf(exchange));
    const shapes = faultsLike(answer.body);
    const code = answer.body['code'];
    return answered(
      `400 in the shape of ${shapes.length === 0 ? 'none that is described' : shapes.join(' and ')}` +
        (code === undefined ? '' : `, with a code that is ${typeof code === 'number' ? 'a number' : 'text'}`),
    );
  },
};
