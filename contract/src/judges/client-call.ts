import type { LicensesUsageClient } from '@licenses-usage/client';

import type { Interaction } from '../documents/interaction.ts';
import { objectOf } from '../documents/json.ts';

type Request = Interaction['request'];

interface List {
  byPage(options: { readonly maxPageSize?: number | undefined }): AsyncIterator<unknown>;
}

/**
 * Makes the client call that sends the request of an interaction, and reads the given number of pages. The client's
 * methods have the names of the operations: each takes what the path holds, and a list takes a query.
 */
export async function callClient(
  client: LicensesUsageClient,
  operationId: string,
  request: Request,
  pages: number,
): Promise<void> {
  const method: unknown = Reflect.get(client, operationId);
  if (typeof method !== 'function') throw new Error(`The client has no method ${operationId}.`);
  const [, ...inPath] = /\/customers\/([^/]+)/.exec(request.path) ?? [];
  const query = Object.fromEntries(Object.entries(request.query).map(([name, [value]]) => [name, value]));
  const isListCall = operationId.startsWith('list');
  const called: unknown = Reflect.apply(method, client, isListCall ? [queryOf(query)] : inPath);
  if (!isList(called)) return void (await called);
  const walk = called.byPage({ maxPageSize: numberOf(query['top'] ?? query['size']) });
  for (let page = 0; page < pages; page += 1) await walk.next();
}

function isList(value: unknown): value is List {
  return typeof value === 'object' && value !== null && 'byPage' in value;
}

/** The query of a list, as callers write it. */
function queryOf({ filter, groupby, processedDateTime, skip }: Readonly<Record<string, string | undefined>>) {
  return {
    filter: filter?.startsWith('{') === true ? searchOf(filter) : filter,
    groupBy: groupby?.split(','),
    processedDateTime,
    skip: numberOf(skip),
  };
}

function searchOf(text: string) {
  const { Field, Operator, Value } = objectOf(JSON.parse(text));
  return { field: Field, operator: Operator, value: Value };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
