/** The error that `run` throws. Throws when `run` throws nothing. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('Expected an error, but nothing was thrown.');
}

/** The result of `run`, or the error that it throws. */
export function resultOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
