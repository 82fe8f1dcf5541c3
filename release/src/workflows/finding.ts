/** Something to change in a workflow. */
export interface Finding {
  /** The place in the workflow, such as `jobs.check.steps[0]`, or a line. */
  readonly place: string;
  readonly message: string;
}
