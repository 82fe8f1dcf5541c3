import { arrayOf, isObject, type JsonObject, objectOf, textsOf } from './json.ts';

/** A named state of the provider, with its parameters. */
export interface ProviderState {
  readonly name: string;
  readonly parameters: JsonObject;
}

/** One interaction of a pact. Parts that are not used here stay as in the file. */
export interface Interaction {
  readonly description: string;
  readonly states: readonly ProviderState[];
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, readonly string[]>>;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    readonly matchingRules: JsonObject;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, readonly string[]>>;
    /** The example. */
    readonly body: unknown;
  };
  /** The interaction as in the file. */
  readonly json: JsonObject;
}

export function readInteraction(json: unknown): Interaction {
  if (!isObject(json) || typeof json['description'] !== 'string') {
    throw new Error('An interaction of the pact has no description.');
  }
  const request = objectOf(json['request']);
  const response = objectOf(json['response']);
  const { method, path } = request;
  const { status } = response;
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
    throw new Error(`The interaction "${json['description']}" has no method, path or status.`);
  }
  return {
    description: json['description'],
    states: arrayOf(json['providerStates']).map((state) => ({
      name: String(objectOf(state)['name']),
      parameters: objectOf(objectOf(state)['params']),
    })),
    request: {
      method,
      path,
      query: lists(request['query']),
      headers: lists(request['headers']),
      matchingRules: objectOf(request['matchingRules']),
    },
    response: { status, headers: lists(response['headers']), body: objectOf(response['body'])['content'] },
    json,
  };
}

function lists(value: unknown): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([name, items]) => [name, textsOf(items)]));
}
