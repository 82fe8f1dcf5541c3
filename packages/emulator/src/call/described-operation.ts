/** An operation, as the API description defines it. */
export interface DescribedOperation {
  readonly method: string;
  /** The router's paths: with `:customerId` for a customer's id, one for each path prefix of the servers. */
  readonly paths: readonly string[];
  /** Whether the answer is one object, all items at once, or a page of them. */
  readonly kind: 'resource' | 'collection' | 'list';
  readonly paging: 'next-link' | 'seek' | null;
  readonly takesAppOnly: boolean;
  /** The component in whose form a query is refused. */
  readonly refusals: 'api' | 'analytics';
  /** The limits of the query parameters, by name. */
  readonly query: Readonly<Record<string, ParameterLimits>>;
  /** The names of the parameters that only this operation has. */
  readonly own: readonly string[];
  /** The fields that are summed in a group; empty if rows can't be grouped. */
  readonly counts: readonly string[];
}

/** The part of a JSON schema by which a query value is checked. */
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
  /** The limits of the items of a list, which is sent as one comma-separated value. */
  readonly items?: ParameterLimits;
}

/** A documented answer with status 200. */
export interface ExampleAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** The path parameters of the example. */
  readonly path: Readonly<Record<string, string>>;
}

/** Examples of the fields of a model, where they have one. */
export type ExampleFields = Readonly<Record<string, unknown>>;
