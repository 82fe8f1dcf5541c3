import type { components } from '@licenses-usage/client/schema';
import { compileSchemas } from '@licenses-usage/spec/compile-schemas';
import { loadDocument } from '@licenses-usage/spec/described-operations';
import { recordOf } from '@licenses-usage/spec/read-schema';

type Schemas = components['schemas'];

const compile = compileSchemas(recordOf(await loadDocument()));

/** A check against one of the description's schemas, which narrows to its type. */
export function schema<Name extends keyof Schemas>(name: Name): (value: unknown) => value is Schemas[Name] {
  const validate = compile(['components', 'schemas', name]);
  return (value): value is Schemas[Name] => validate(value);
}
