/** The filter can't be read. The message says where and what was expected instead. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}
