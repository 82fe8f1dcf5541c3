/** The figures of a run. */
export interface Figures {
  calls: number;
  tasks: number;
  rows: number;
  readonly failures: Map<string, number>;
  /** Bytes on the heap after a collection, by the number of calls before it. */
  readonly heap: Map<number, number>;
}

export function print(figures: Record<string, unknown>): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  for (const [name, value] of Object.entries(figures)) {
    process.stdout.write(`${name.padEnd(width)}  ${String(value)}\n`);
  }
}

export function inMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
