/** The output of a program. */
export interface Output {
  readonly log: (line: string) => void;
  readonly error: (line: string) => void;
}
