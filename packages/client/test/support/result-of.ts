/** What `run` returns, or the error that it throws. */
export function resultOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
