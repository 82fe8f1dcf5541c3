import { buildUrl } from '../call/request.ts';
import { call } from '../call/call.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { Answer, CollectionOperation, GetOperation, ResourceOperation } from '../call/operation.ts';
import { readCollection, type ResourceAnswer, type ResourceCollection } from '../decode/collection.ts';
import { requireGuid } from '../input/values.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

/** The parameters in the path of an operation, each a GUID, by the names that the path has for them. */
export type PathParameters = Readonly<Record<string, string>>;

/**
 * Calls an operation whose answer is one complete list.
 * @throws {ConfigurationError} before anything is sent, when an option is not valid.
 */
export async function getCollection<Item>(
  client: ClientContext,
  operation: CollectionOperation<Item>,
  path: PathParameters,
  requestOptions: RequestOptions | undefined,
): Promise<ResourceCollection<Item>> {
  const read = ({ body, ctx }: Answer) => readCollection(body, operation.readItem, ctx);
  return get(client, operation, path, read, requestOptions);
}

/**
 * Calls an operation whose answer is one object.
 * @throws {ConfigurationError} before anything is sent, when an option is not valid.
 */
export async function getResource<Resource>(
  client: ClientContext,
  operation: ResourceOperation<Resource>,
  path: PathParameters,
  requestOptions: RequestOptions | undefined,
): Promise<ResourceAnswer<Resource>> {
  const read = ({ body, ctx }: Answer) => ({ resource: operation.read(body, ctx), context: ctx.context });
  return get(client, operation, path, read, requestOptions);
}

/** The service also counts a call about one customer under that customer. */
function get<Result>(
  client: ClientContext,
  operation: GetOperation,
  given: PathParameters,
  read: (answer: Answer) => Result,
  requestOptions: RequestOptions | undefined,
): Promise<Result> {
  const path: Record<string, string> = {};
  for (const name in given) path[name] = requireGuid(argumentName(name), given[name]);
  const options = resolveRequestOptions(requestOptions, client.options);
  const { query = {}, headers: ownHeaders = {} } = operation.resolveOwn?.(requestOptions) ?? {};
  const { baseUrl, throttle } = client.options;
  const url = buildUrl(baseUrl, operation, { path, query });
  const keys = throttleKeys(throttle, path['customer-id']);
  return call(client, operation, { url, ownHeaders, throttleKeys: keys, read }, options);
}

/** What callers call a parameter: `customerId` for `customer-id`. */
function argumentName(name: string): string {
  return name.replace(/-./g, (letter) => letter.charAt(1).toUpperCase());
}
