/** An option that can't be used. The message names the option, what it was, and what would do. */
export class EmulatorOptionsError extends Error {
  override readonly name = 'EmulatorOptionsError';
}
