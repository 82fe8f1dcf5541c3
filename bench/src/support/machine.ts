import { cpus, loadavg } from 'node:os';

/** The machine's load over one, five and fifteen minutes. */
export function describeLoad(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}

/** The conditions of figures, as a line to print above them. */
export function describeMachine(): string {
  return `Node ${process.version}, ${describeProcessor()}, load ${describeLoad()}`;
}

export function describeProcessor(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`;
}
