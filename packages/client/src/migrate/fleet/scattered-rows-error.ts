/**
 * The rows of a customer did not come one after another. The documentation promises no order. `holdAllRows` does without
 * one, for memory that grows with the rows.
 */
export class ScatteredRowsError extends Error {
  override readonly name = 'ScatteredRowsError';
  /** Whose rows came apart, in lower case. */
  readonly customerId: string | null;

  constructor(customerId: string | null) {
    super(
      `The rows of customer ${customerId ?? 'without an id'} do not come together: others lie between them. ` +
        'What was delivered for this customer is incomplete. Start again with holdAllRows: true, which takes rows in any ' +
        'order and holds them all.',
    );
    this.customerId = customerId;
  }
}
