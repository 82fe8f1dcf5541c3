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
