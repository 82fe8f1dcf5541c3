/** The fields of `Values` that hold something. */
export type Defined<Values> = { [Field in keyof Values]?: Values[Field] & ({} | null) };

/** Leaves out the fields that are `undefined`. */
export function defined<Values extends object>(values: Values): Defined<Values> {
  const result: Defined<Values> = {};
  for (const field in values) {
    const value = values[field];
    if (value !== undefined) result[field] = value;
  }
  return result;
}
