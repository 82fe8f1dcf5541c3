import { describeLoad, describeProcessor } from '../support/machine.ts';
import { isPinned } from '../support/processes.ts';
import type { Spread } from '../support/statistics.ts';

/** Figures, by candidate and metric. */
export type Table = Readonly<Record<string, Readonly<Record<string, Spread>>>>;

export interface Section {
  readonly title: string;
  readonly rounds: number;
  readonly candidates: Table;
}

/** The conditions of the figures. */
export interface Environment {
  readonly node: string;
  readonly undiciInNode: string;
  readonly undici: string;
  readonly processor: string;
  readonly isPinned: boolean;
  readonly load: string;
}

export interface Results {
  readonly environment: Environment;
  readonly sections: Readonly<Record<string, Section>>;
}

export interface Scale {
  readonly isFull: boolean;
}

export function describeEnvironment(undici: string): Environment {
  return {
    node: process.versions.node,
    undiciInNode: process.versions['undici'] ?? 'none',
    undici,
    processor: describeProcessor(),
    isPinned,
    load: describeLoad(),
  };
}
