/** Where a program prints to. */
export interface Output {
  readonly log: (line: string) => void;
  readonly error: (line: string) => void;
}
