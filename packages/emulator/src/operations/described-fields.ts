import { exampleFields } from '../generated/examples.ts';

/**
 * Adds to rows the fields of the description that facts don't have: each with the description's example, or null if
 * the field is nullable and has none. Intentionally omitted fields stay out.
 */
export function completeRows<Row extends object>(
  model: string,
  leftOut: readonly string[] = [],
): (row: Row) => Row {
  let missing: object | undefined;
  return (row) => {
    missing ??= Object.fromEntries(
      Object.entries(exampleFields[model] ?? {}).filter(
        ([name]) => !Object.hasOwn(row, name) && !leftOut.includes(name),
      ),
    );
    return Object.assign(row, missing);
  };
}
