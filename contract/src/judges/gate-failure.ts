/** A tool of a gate has failed, so the gate has no result. */
export class GateFailure extends Error {
  override readonly name = 'GateFailure';
}
