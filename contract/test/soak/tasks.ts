import { isLicensesUsageError, type LicensesUsageClient } from '@licenses-usage/client';

/** The result of a task. */
export interface Outcome {
  readonly rows: number;
  /** Calls that failed after all retries, by the error's name. */
  readonly failures: readonly string[];
}

/** One task for a client, checked to the last row. Rejects when a row is lost, repeated or changed. */
export interface Task {
  run(client: LicensesUsageClient, abortSignal: AbortSignal): Promise<Outcome>;
}

type List = (
  client: LicensesUsageClient,
  continuationToken: string | undefined,
  abortSignal: AbortSignal,
) => AsyncIterable<{ readonly items: readonly object[] }>;

/** Gets the expected results of the tasks from a service without faults. */
export async function createTasks(reliable: LicensesUsageClient): Promise<readonly Task[]> {
  const customers = await collect(reliable.listCustomers());
  const wholes = customers.map((customer) => [
    call((client, abortSignal) => client.getCustomerLicensesUsage(customer.id, { abortSignal })),
    walk((client, continuationToken, abortSignal) =>
      client
        .listLicensesUsage(
          { filter: `customerTenantId eq '${customer.id}'` },
          { abortSignal, maxPageSize: 3, totalTimeoutInMs: Infinity },
        )
        .byPage({ continuationToken }),
    ),
  ]);
  const everything = [
    walk((client, continuationToken, abortSignal) =>
      client.listLicensesUsage({}, { abortSignal, maxPageSize: 40 }).byPage({ continuationToken }),
    ),
    walk((client, continuationToken, abortSignal) =>
      client.listCustomers({}, { abortSignal, maxPageSize: 7 }).byPage({ continuationToken }),
    ),
    walk((client, continuationToken, abortSignal) =>
      client
        .listLicensesUsage({ groupBy: ['workloadCode', 'channel'] }, { abortSignal, maxPageSize: 5 })
        .byPage({ continuationToken }),
    ),
    call((client, abortSignal) => client.getPartnerLicensesUsage({ abortSignal })),
  ];
  return Promise.all([...wholes.flat(), ...everything].map((prepare) => prepare(reliable)));
}

type Preparation = (reliable: LicensesUsageClient) => Promise<Task>;

/** Repeats a call until it succeeds, and compares its answer with the reliable one. */
function call(
  ask: (
    client: LicensesUsageClient,
    abortSignal: AbortSignal,
  ) => Promise<{ readonly items: readonly object[] }>,
): Preparation {
  return async (reliable) => {
    const expected = (await ask(reliable, new AbortController().signal)).items.map(toText);
    return {
      async run(client, abortSignal) {
        const failures: string[] = [];
        for (;;) {
          try {
            const { items } = await ask(client, abortSignal);
            return { rows: check(items, 0, expected), failures };
          } catch (error) {
            failures.push(nameOf(error));
          }
        }
      },
    };
  };
}

/** Resumes a walk after each failure until it ends, and compares its rows with the reliable ones. */
function walk(list: List): Preparation {
  return async (reliable) => {
    const pages = await collect(list(reliable, undefined, new AbortController().signal));
    const expected = pages.flatMap((page) => page.items.map(toText));
    return {
      async run(client, abortSignal) {
        const failures: string[] = [];
        let rows = 0;
        let continuationToken: string | undefined;
        for (;;) {
          try {
            for await (const page of list(client, continuationToken, abortSignal)) {
              rows = check(page.items, rows, expected);
            }
            if (rows !== expected.length) throw new Error(`${expected.length - rows} rows were lost.`);
            return { rows, failures };
          } catch (error) {
            failures.push(nameOf(error));
            continuationToken = isLicensesUsageError(error) ? error.resume?.continuationToken : undefined;
          }
        }
      },
    };
  };
}

/** Compares rows one after another, from the given number on. Returns the number of the next row. */
function check(rows: readonly object[], from: number, expected: readonly string[]): number {
  for (const [index, row] of rows.entries()) {
    if (toText(row) !== expected[from + index]) {
      throw new Error(`Row ${from + index} of ${expected.length} is not the one that was expected.`);
    }
  }
  return from + rows.length;
}

const toText = (row: object) => JSON.stringify(row);

/** Rethrows any error that is not one of the client's: a caller could not continue after it. */
function nameOf(error: unknown): string {
  if (isLicensesUsageError(error)) return error.name;
  throw error;
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
