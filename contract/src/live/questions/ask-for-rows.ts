import type { Exchange } from '../service/exchange.ts';
import { listIn, outcomeOf, rowsOf } from '../service/findings.ts';
import type { OperationId } from '../service/operations.ts';
import type { Session } from '../service/session.ts';
import { answered, couldNotTell, type Conclusion } from './open-question.ts';

/** Checks whether two superseded operations, one of them for several customers, return any rows. */
export async function askForRows(
  session: Session,
  customerIds: readonly string[],
  operations: { readonly partner: OperationId; readonly customer: OperationId },
): Promise<Conclusion> {
  const partner = await session.ask({ operationId: operations.partner, expectedStatus: 200 });
  const customers: Exchange[] = [];
  for (const customerId of customerIds) {
    customers.push(await session.ask({ operationId: operations.customer, customerId, expectedStatus: 200 }));
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
}

function describe(exchange: Exchange): string {
  const rows = listIn(exchange);
  if (rows === undefined) return outcomeOf(exchange);
  return rows.length > 0 ? 'rows' : 'no rows';
}
