import type { Exchange } from '../service/exchange.ts';
import { listIn, outcomeOf, rowsOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

export const supersededRows: OpenQuestion = {
  title: 'Do the superseded operations still return rows?',
  async conclude(session, { customerIds }) {
    const partner = await session.ask({ operationId: 'getPartnerLicensesUsage', expectedStatus: 200 });
    const customers: Exchange[] = [];
    for (const customerId of customerIds) {
      customers.push(
        await session.ask({ operationId: 'getCustomerLicensesUsage', customerId, expectedStatus: 200 }),
      );
    }
    const refused = [partner, ...customers].filter((exchange) => listIn(exchange) === undefined);
    if (refused.length === customers.length + 1) {
      return couldNotTell(`they were answered with ${[...new Set(refused.map(outcomeOf))].join(', ')}`);
    }
    const withRows = customers.filter((exchange) => rowsOf(exchange).length > 0).length;
    return answered(
      `the partner operation: ${describe(partner)}; the customer operation: ` +
        (customers.length === 0
          ? 'not asked, there is no customer'
          : `rows for ${withRows} of ${customers.length} customers asked`),
    );
  },
};

function describe(exchange: Exchange): string {
  const rows = listIn(exchange);
  if (rows === undefined) return outcomeOf(exchange);
  return rows.length > 0 ? 'rows' : 'no rows';
}
