interface OfCustomer {
  readonly customerTenantId: string | null;
}

export interface CustomerRows<Row> {
  /** In lower case; `null` for rows that name no customer. */
  readonly customerId: string | null;
  readonly rows: readonly Row[];
}

/**
 * Groups rows by customer, in the order in which the customers first occur. Holds the rows of one customer at a time
 * and expects them to be adjacent. With `holdAllRows`, holds all rows and accepts any order.
 * @throws {ScatteredRowsError} when the rows of a customer are not adjacent.
 */
export async function* groupByCustomer<Row extends OfCustomer>(
  rows: AsyncIterable<Row>,
  holdAllRows: boolean,
): AsyncGenerator<CustomerRows<Row>, void, undefined> {
  yield* holdAllRows ? groupAll(rows) : groupRuns(rows);
}

async function* groupRuns<Row extends OfCustomer>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<CustomerRows<Row>, void, undefined> {
  const seen = new Set<string | null>();
  let group: { readonly customerId: string | null; readonly rows: Row[] } | undefined;
  for await (const row of rows) {
    const customerId = row.customerTenantId?.toLowerCase() ?? null;
    if (group?.customerId === customerId) {
      group.rows.push(row);
      continue;
    }
    if (group !== undefined) yield group;
    if (seen.has(customerId)) throw new ScatteredRowsError(customerId);
    seen.add(customerId);
    group = { customerId, rows: [row] };
  }
  if (group !== undefined) yield group;
}

async function* groupAll<Row extends OfCustomer>(
  rows: AsyncIterable<Row>,
): AsyncGenerator<CustomerRows<Row>, void, undefined> {
  const groups = new Map<string | null, Row[]>();
  for await (const row of rows) {
    const customerId = row.customerTenantId?.toLowerCase() ?? null;
    const group = groups.get(customerId);
    if (group === undefined) groups.set(customerId, [row]);
    else group.push(row);
  }
  for (const [customerId, group] of groups) yield { customerId, rows: group };
}

/**
 * The rows of a customer were not adjacent. The documentation promises no order. `holdAllRows` accepts any order, with
 * memory that grows with the rows.
 */
export class ScatteredRowsError extends Error {
  override readonly name = 'ScatteredRowsError';
  /** The customer's id in lower case; `null` for rows that name no customer. */
  readonly customerId: string | null;

  constructor(customerId: string | null) {
    super(
      `The rows of customer ${customerId ?? 'without an id'} are not adjacent: rows of other customers are between them. ` +
        'What was delivered for this customer is incomplete. Start again with holdAllRows: true, which accepts rows in any ' +
        'order and keeps them all in memory.',
    );
    this.customerId = customerId;
  }
}
