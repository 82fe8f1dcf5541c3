import { outcomeOf, rowsOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

const counts = /"licenses?(?:Active|Qualified)"\s*:\s*("?)(-?\d+)(\.\d+)?/g;

export const groupedCounts: OpenQuestion = {
  title: 'Of which type are counts in grouped answers?',
  async conclude(session, { usageAt }) {
    const grouped = await session.ask({
      operationId: 'listLicensesUsage',
      ...usageAt,
      query: { groupby: 'serviceCode' },
    });
    if (rowsOf(grouped).length === 0) {
      return couldNotTell(`the grouped answer has no rows: ${outcomeOf(grouped)}`);
    }
    // Searched in the text, because a parser turns 206.0 into 206.
    const kinds = [...(grouped.answer?.text ?? '').matchAll(counts)].map(([, quote, , decimals]) =>
      quote === '"' ? 'text' : decimals === undefined ? 'integers' : 'numbers written with decimals',
    );
    const different = [...new Set(kinds)];
    return different.length === 0
      ? answered('there are no counts that are numbers or text of digits')
      : answered(different.join(' and '));
  },
};
