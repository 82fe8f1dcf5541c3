/** Where the program tells what it found, and what is wrong. */
export interface Output {
  log(line: string): void;
  error(line: string): void;
}
