import type { JsonObject } from '../../documents/json.ts';
import { numberAt, rowsOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

/** Samples have at most two decimals. */
const rounding = 0.0051;

export const percentScale: OpenQuestion = {
  title: 'On which scale is usagePercent of a customer?',
  async conclude(session, { customerIds }) {
    const rows: JsonObject[] = [];
    for (const customerId of customerIds) {
      rows.push(
        ...rowsOf(
          await session.ask({ operationId: 'getCustomerLicensesUsage', customerId, expectedStatus: 200 }),
        ),
      );
    }
    const used = rows.flatMap((row) => readUse(row) ?? []);
    if (used.length === 0)
      return couldNotTell('no row of the customers asked has a percentage above 0 and licences that qualify');
    const asPercent = used.filter(
      ({ stated, quotient }) => Math.abs(stated - 100 * quotient) <= rounding,
    ).length;
    const asRatio = used.filter(({ stated, quotient }) => Math.abs(stated - quotient) <= rounding).length;
    if (asPercent === used.length) return answered('0 to 100, and it is the quotient of the counts');
    if (asRatio === used.length) return answered('0 to 1, and it is the quotient of the counts');
    const nearer = used.filter(({ stated, quotient }) => stated > 10 * quotient).length;
    return answered(
      `${nearer * 2 > used.length ? '0 to 100' : '0 to 1'}, by most rows; in ${used.length - Math.max(asPercent, asRatio)} of ` +
        `${used.length} it is not the quotient of the counts`,
    );
  },
};

function readUse(row: JsonObject): { readonly stated: number; readonly quotient: number } | undefined {
  const stated = numberAt(row, 'usagePercent') ?? 0;
  const active = numberAt(row, 'licensesActive') ?? 0;
  const qualified = numberAt(row, 'licensesQualified') ?? 0;
  return stated > 0 && active > 0 && qualified > 0 ? { stated, quotient: active / qualified } : undefined;
}
