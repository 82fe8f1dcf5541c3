import { exampleFields } from '../generated/examples.ts';

/**
 * Completes rows by the fields that the description has and the facts don't know: each holds the description's example, or
 * null where the field may be null and has none. Those that are left out on purpose stay out.
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
