/** What a gate works with has failed, so it can't say anything about the documents. */
export class GateFailure extends Error {
  override readonly name = 'GateFailure';
}
