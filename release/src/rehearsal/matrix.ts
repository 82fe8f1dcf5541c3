import type { Output } from '@licenses-usage/spec/output';

/** The parts of a rehearsal, in their order. */
export const parts = ['packages', 'types', 'runtimes', 'readme', 'browser', 'upgrade'] as const;

export type Part = (typeof parts)[number];

export function isPart(value: unknown): value is Part {
  return parts.some((part) => part === value);
}

/** A fault of a package, with its place and its repair. */
export interface Fault {
  /** A file, or a place in one, such as `packages/client/package.json: exports["./auth"]`. */
  readonly place: string;
  /** The observation. */
  readonly found: string;
  readonly repair: string;
}

/** One check of the rehearsal. */
export interface Row {
  /** `prepare` is needed by every part. */
  readonly part: Part | 'prepare';
  readonly subject: string;
  /** The version of the tool or runtime. */
  readonly version: string;
  /** The place and the repair when it throws. */
  readonly place: string;
  readonly repair: string;
  /** @returns the faults, if there are any. */
  readonly attempt: () => Promise<readonly Fault[] | void>;
}

export interface Matrix {
  /** Runs it, prints a line about it, and returns whether it succeeded. */
  run(row: Row): Promise<boolean>;
  /** Prints the faults and the total time. Returns whether everything succeeded. */
  conclude(): boolean;
}

/** Prints rows when they end and collects their faults. */
export function createMatrix({ log, error }: Output): Matrix {
  const faults: Fault[] = [];
  const begin = performance.now();
  let count = 0;
  return {
    async run({ part, subject, version, place, repair, attempt }) {
      const start = performance.now();
      const found = await attempt().catch((reason: unknown): readonly Fault[] => [
        { place, found: reason instanceof Error ? reason.message : String(reason), repair },
      ]);
      const result = found === undefined || found.length === 0 ? 'ok' : 'FAILED';
      faults.push(...(found ?? []));
      count += 1;
      log(
        [part.padEnd(9), subject.padEnd(64), version.padEnd(16), result.padEnd(6), secondsSince(start)].join(
          ' ',
        ),
      );
      return result === 'ok';
    },
    conclude() {
      for (const { place, found, repair } of faults) {
        error(`\n${place}\n${found.replaceAll(/^/gm, '  ')}\n  Repair: ${repair}`);
      }
      log(`\n${count} rows, ${faults.length} faults, ${secondsSince(begin).trim()} in all.`);
      return count > 0 && faults.length === 0;
    },
  };
}

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1_000).toFixed(1)} s`.padStart(8);
}
