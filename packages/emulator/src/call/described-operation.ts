/** What the API description says of an operation. */
export interface DescribedOperation {
  readonly method: string;
  /** As the router has them: with `:customerId` for a customer's id, and once for each prefix of the servers. */
  readonly paths: readonly string[];
  /** Whether the answer is one object, all items at once, or a page of them. */
  readonly kind: 'resource' | 'collection' | 'list';
  readonly paging: 'next-link' | 'seek' | null;
  readonly takesAppOnly: boolean;
  /** Whose form a refused query has. */
  readonly refusals: 'api' | 'analytics';
  /** What the parameters of the query take, by their names. */
  readonly query: Readonly<Record<string, ParameterLimits>>;
  /** The names of those parameters that only this operation takes. */
  readonly own: readonly string[];
  /** What is summed over the rows of a group; empty where rows can't be grouped. */
  readonly counts: readonly string[];
}

/** The part of a JSON schema that a value from a query can be held to. */
export interface ParameterLimits {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly uniqueItems?: boolean;
  /** Of a list, which is sent as one text, separated by commas. */
  readonly items?: ParameterLimits;
}

/** A documented answer with status 200. */
export interface ExampleAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** What the parameters in the path were when it was given. */
  readonly path: Readonly<Record<string, string>>;
}

/** An example of each field of a model that has one. */
export type ExampleFields = Readonly<Record<string, unknown>>;
