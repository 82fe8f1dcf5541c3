import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { isObject, type JsonObject, objectOf } from '../../documents/json.ts';
import { document, operations } from '../../documents/operations.ts';
import { inlineSchema, targetOf } from './inline-schema.ts';

/** The description of one status of one operation. */
export interface DescribedAnswer {
  /** Bodies, keyed by media type. */
  readonly bodies: Readonly<
    Record<string, { readonly schema: unknown; readonly validate: ValidateFunction }>
  >;
  /** Headers, keyed by their described name. */
  readonly headers: Readonly<Record<string, DescribedHeader>>;
}

export interface DescribedHeader {
  readonly isRequired: boolean;
  readonly fits: (value: string) => boolean;
}

const description = objectOf(document);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);

const known = new Map<string, DescribedAnswer>();

/** @returns `undefined` when the status is not described. */
export function describedAnswer(operationId: string, status: number): DescribedAnswer | undefined {
  const response = responseOf(operationId, status);
  if (response === undefined) return undefined;
  const key = `${operationId} ${status}`;
  const described = known.get(key) ?? compileAnswer(response);
  known.set(key, described);
  return described;
}

const faults = ['ApiFault', 'AnalyticsFault', 'GatewayFault', 'ExtendedFault'] as const;

/** The names of the fault shapes that a body matches. */
export function faultsLike(body: unknown): readonly string[] {
  return faults.filter((name) => {
    const schema = targetOf(description, `#/components/schemas/${name}`);
    return ajv.validate({ ...schema }, body);
  });
}

/** Whether a name is the name of any property in the description. */
export function isDescribedName(name: string): boolean {
  return names.has(name);
}

const names = new Set(namesIn(description));

function namesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item: unknown) => namesIn(item));
  if (!isObject(node)) return [];
  const own = isObject(node['properties']) ? Object.keys(node['properties']) : [];
  return [...own, ...Object.values(node).flatMap((value) => namesIn(value))];
}

function responseOf(operationId: string, status: number): JsonObject | undefined {
  const operation = operations.find((each) => each.operationId === operationId);
  const path = at(at(description, 'paths'), operation?.path ?? '');
  const response = at(at(at(path, 'get'), 'responses'), String(status));
  return typeof response['$ref'] === 'string'
    ? targetOf(description, response['$ref'])
    : Object.keys(response).length === 0
      ? undefined
      : response;
}

function compileAnswer(response: JsonObject): DescribedAnswer {
  return {
    bodies: mapObject(at(response, 'content'), (media) => {
      const schema = inlineSchema(description, media['schema']);
      return { schema, validate: ajv.compile(isObject(schema) ? schema : {}) };
    }),
    headers: mapObject(at(response, 'headers'), (header) => {
      const described = typeof header['$ref'] === 'string' ? targetOf(description, header['$ref']) : header;
      const schema = inlineSchema(description, described['schema']);
      const validate = ajv.compile(isObject(schema) ? schema : {});
      return {
        isRequired: described['required'] === true,
        fits: (value) => [value, Number(value)].some((form) => validate(form)),
      };
    }),
  };
}

function mapObject<Value>(
  object: JsonObject,
  map: (value: JsonObject) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.keys(object).map((key) => [key, map(at(object, key))]));
}

function at(node: JsonObject, key: string): JsonObject {
  const value = node[key];
  return isObject(value) ? value : {};
}
