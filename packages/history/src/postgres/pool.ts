/** What is needed of a result of `pg`. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly fields?: readonly { readonly name: string }[];
}

/** What is needed of a connection of `pg`. */
export interface PostgresClient {
  /** Runs one statement. */
  query(sql: string, values?: unknown[]): Promise<PostgresResult>;
}

/** What is needed of a `Pool` of `pg`. */
export interface PostgresPool extends PostgresClient {
  /** Takes a connection, which is given back by `release`. */
  connect(): Promise<
    PostgresClient & {
      /** Gives the connection back; with a failure, it is closed. */
      release(failure?: Error | boolean): void;
    }
  >;
}

/** Runs something in one transaction, on a connection of its own. */
export async function inTransaction<Result>(
  pool: PostgresPool,
  run: (client: PostgresClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const result = await run(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release(failure);
  }
}
