import type { DescribedOperation } from '@licenses-usage/spec/described-operations';
import type { LicensesUsageClient } from '../../../src/index.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly continuationToken?: string | undefined;
}

interface List {
  byPage(options?: { readonly maxPageSize?: number }): AsyncIterableIterator<Page>;
}

/** Calls the method of an operation, with the examples of its path parameters. */
export async function callOperation(
  client: LicensesUsageClient,
  { operationId, pathExamples }: DescribedOperation,
): Promise<Readonly<Record<string, unknown>>> {
  const answer: unknown = await invoke(client, operationId, pathExamples);
  return Object.fromEntries(Object.entries(Object(answer)));
}

/** Like {@link callOperation}, for a list, which is not read yet. */
export function listOperation(
  client: LicensesUsageClient,
  { operationId }: DescribedOperation,
  query: object = {},
): List {
  const list = invoke(client, operationId, [query]);
  if (!isList(list)) throw new Error(`${operationId} gives no list.`);
  return list;
}

/** The rows of a list's first page. The contract doesn't say how a list ends, so reading on could request more. */
export async function firstPageOf(list: List): Promise<readonly unknown[] | undefined> {
  const page = await list.byPage().next();
  return page.done === true ? undefined : page.value.items;
}

function invoke(client: LicensesUsageClient, operationId: string, words: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(client, operationId);
  if (typeof method !== 'function') throw new Error(`The client has no method ${operationId}.`);
  return Reflect.apply(method, client, words);
}

function isList(value: unknown): value is List {
  return typeof value === 'object' && value !== null && 'byPage' in value;
}
