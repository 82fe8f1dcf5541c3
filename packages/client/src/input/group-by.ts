import { ConfigurationError } from '../errors/configuration-error.ts';

/** Requires a list of different fields to group by, at least one. */
export function requireGroupBy<Field extends string, GroupBy extends readonly Field[]>(
  argument: string,
  value: GroupBy,
  fields: readonly Field[],
): GroupBy {
  const isList = Array.isArray(value) && value.length > 0;
  const fault = isList
    ? value.findIndex((field, index) => !fields.includes(field) || value.indexOf(field) < index)
    : undefined;
  if (fault === -1) return value;
  throw new ConfigurationError({
    argument,
    expected: `a list of different fields out of ${fields.join(', ')}`,
    received: fault === undefined ? value : value[fault],
    example: `['serviceCode', 'channel']`,
  });
}
