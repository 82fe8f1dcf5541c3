/** The part of a `pg` result that is used. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly fields?: readonly { readonly name: string }[];
}

/** The part of a `pg` connection that is used. */
export interface PostgresClient {
  /** Runs one statement. */
  query(sql: string, values?: unknown[]): Promise<PostgresResult>;
}

/** The part of a `pg` `Pool` that is used. */
export interface PostgresPool extends PostgresClient {
  /** Takes a connection, which `release` returns. */
  connect(): Promise<
    PostgresClient & {
      /** Returns the connection; after a failure, closes it. */
      release(failure?: Error | boolean): void;
    }
  >;
}

/** Runs something in one transaction, on a separate connection. */
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
