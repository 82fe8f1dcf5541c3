/**
 * `Symbol.asyncDispose`, for the compilers and runtimes that know it. `AsyncDisposable` in a declaration would not compile
 * for those who build with an older `lib`.
 */
export type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;
