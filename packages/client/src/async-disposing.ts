/**
 * `Symbol.asyncDispose`, where the compiler knows it. `AsyncDisposable` in a declaration would not compile with an
 * older `lib`.
 */
export type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;
