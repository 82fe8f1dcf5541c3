import type { Exchange } from '../service/exchange.ts';
import { outcomeOf, rowsOf, textAt, totalOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

/** A day long before the service existed. */
const dayWithoutData = '2001-01-01';

export const processedDateTime: OpenQuestion = {
  title: 'Which forms of processedDateTime are accepted, and what does a day without data give?',
  async conclude(session, { usage, usageAt }) {
    const asInRows = rowsOf(usage).flatMap((row) => textAt(row, 'processedDateTime') ?? [])[0];
    if (asInRows === undefined) return couldNotTell('no row has a processedDateTime to ask for');
    const ask = (value: string): Promise<Exchange> =>
      session.ask({
        operationId: 'listLicensesUsage',
        ...usageAt,
        query: { processedDateTime: value, top: '1' },
      });
    const forms = [
      ['as in the rows', await ask(asInRows)],
      ['the day alone', await ask(asInRows.slice(0, 10))],
      ['with Z', await ask(`${asInRows}Z`)],
      ['a day without data', await ask(dayWithoutData)],
    ] as const;
    return answered(forms.map(([form, exchange]) => `${form}: ${describe(exchange)}`).join('; '));
  },
};

function describe(exchange: Exchange): string {
  if (exchange.answer?.status !== 200) return outcomeOf(exchange);
  const hasRows = (totalOf(exchange) ?? rowsOf(exchange).length) > 0;
  return hasRows ? '200 with rows' : '200 without rows';
}
