import { readFile } from 'node:fs/promises';

import type { components } from '@licenses-usage/client/schema';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';

type Schemas = components['schemas'];
type Json = Readonly<Record<string, unknown>>;

const description: unknown = parse(
  await readFile(new URL(import.meta.resolve('@licenses-usage/spec/openapi.yaml')), 'utf8'),
);
if (!isJson(description)) throw new Error('The description holds no object.');

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addSchema({ ...description, $id: 'description' });

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A check against one of the description's schemas, which narrows to its type. */
export function schema<Name extends keyof Schemas>(name: Name): ValidateFunction<Schemas[Name]> {
  return ajv.compile<Schemas[Name]>({ $ref: `description#/components/schemas/${name}` });
}

/** What the description says about one status of one operation. */
export interface DescribedAnswer {
  readonly body: ValidateFunction;
  /** By name as described. */
  readonly headers: Readonly<
    Record<string, { readonly required: boolean; readonly check: (value: unknown) => boolean }>
  >;
}

/** @returns `undefined` when the description doesn't know the status. */
export function describedAnswer(path: string, status: number): DescribedAnswer | undefined {
  const keys = ['paths', path, 'get', 'responses', String(status)];
  const found = locate(keys);
  if (found === undefined) return undefined;
  const headers = locate([...found.keys, 'headers']);
  const names = Object.keys(headers?.value ?? {});
  return {
    body: compile([...found.keys, 'content', 'application/json', 'schema']),
    headers: Object.fromEntries(
      names.map((name) => {
        const header = locate([...found.keys, 'headers', name]);
        const required = header?.value['required'] === true;
        return [name, { required, check: compile([...(header?.keys ?? []), 'schema']) }];
      }),
    ),
  };
}

/** Follows references, which stand anywhere on the way. */
function locate(
  keys: readonly string[],
): { readonly keys: readonly string[]; readonly value: Json } | undefined {
  let path: string[] = [];
  let value: Json = isJson(description) ? description : {};
  for (const key of keys) {
    const next = value[key];
    if (!isJson(next)) return undefined;
    path.push(key);
    value = next;
    const reference = value['$ref'];
    if (typeof reference !== 'string') continue;
    const target = locate(reference.slice('#/'.length).split('/'));
    if (target === undefined) throw new Error(`The description has nothing at ${reference}.`);
    path = [...target.keys];
    value = target.value;
  }
  return { keys: path, value };
}

const compiled = new Map<string, ValidateFunction>();

function compile(keys: readonly string[]): ValidateFunction {
  const pointer = keys
    .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const known = compiled.get(pointer) ?? ajv.compile({ $ref: `description#/${pointer}` });
  compiled.set(pointer, known);
  return known;
}
