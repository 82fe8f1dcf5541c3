import { call } from '../call/call.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { Answer, CollectionOperation } from '../call/operation.ts';
import { readCollection, type LicensesUsageCollection } from '../decode/collection.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

/**
 * Calls an operation whose answer is one complete list.
 * @param path The path parameters, checked.
 * @throws {ConfigurationError} before anything is sent, when an option is not valid.
 */
export async function getCollection<Item>(
  client: ClientContext,
  operation: CollectionOperation<Item>,
  path: { readonly 'customer-id'?: string },
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<Item>> {
  const options = resolveRequestOptions(requestOptions, client.options);
  const read = ({ body, ctx }: Answer) => readCollection(body, operation.readItem, ctx);
  const keys = throttleKeys(client.options.throttle, path['customer-id']);
  return call(client, operation, { path, throttleKeys: keys, read }, options);
}
