import { call } from '../call/call.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { Answer, CollectionOperation } from '../call/operation.ts';
import { readCollection, type LicensesUsageCollection } from '../decode/collection.ts';
import { requireGuid } from '../input/guid.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

/**
 * Calls an operation whose answer is one complete list.
 * @param parameters The path parameters, by their names in the client's methods.
 * @throws {ConfigurationError} before anything is sent, when a parameter or an option is not valid.
 */
export async function getCollection<Item>(
  client: ClientContext,
  operation: CollectionOperation<Item>,
  parameters: Readonly<Record<string, unknown>>,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<Item>> {
  const path: Record<string, string> = {};
  for (const { name, argument } of operation.pathParameters) {
    path[name] = requireGuid(argument, parameters[argument]);
  }
  const request = {
    path,
    throttleKeys: throttleKeys(client.options.throttle, path['customer-id']),
    read: ({ body, ctx }: Answer) => readCollection(body, operation.readItem, ctx),
  };
  return call(client, operation, request, resolveRequestOptions(requestOptions, client.options));
}
