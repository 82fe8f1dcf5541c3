import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { History } from '../../src/index.ts';
import { usageRow } from './rows.ts';

const rowsOfSnapshot = 3_000;

export interface KillOutcome {
  /** What is wrong with the history; empty when nothing is. */
  readonly faults: readonly string[];
  /** How many recorders were killed, and how many snapshots they had acknowledged. */
  readonly killed: number;
  readonly acknowledged: number;
}

/**
 * Starts recorders that record one snapshot after another, and kills each with SIGKILL at a random moment. After each kill, looks
 * for snapshots that are incomplete, recorded twice, or lost although they were acknowledged.
 * @param open The expression that opens the same history in a recorder.
 */
export async function killRecorders(history: History, open: string, kills: number): Promise<KillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'history-killed-'));
  const script = join(folder, 'recorder.ts');
  writeFileSync(script, recorder(open));
  const faults: string[] = [];
  let acknowledged = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const dates = await killOnce(script, 1_000 + kill * 100);
      acknowledged += dates.length;
      faults.push(...(await findFaults(history, dates)));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { faults, killed: kills, acknowledged };
}

/** Prints the name of each snapshot once it is acknowledged. */
function recorder(open: string): string {
  return `
    import { openHistory } from '${import.meta.resolve('../../src/index.ts')}';
    import { openPostgresHistory } from '${import.meta.resolve('../../src/postgres/index.ts')}';
    import { Pool } from '${import.meta.resolve('pg')}';
    const row = ${JSON.stringify(usageRow())};
    const history = await ${open};
    const first = Number(process.argv[2]);
    for (let week = first; ; week += 1) {
      const processedDateTime = new Date(week * 7 * 86_400_000).toISOString().replace('.000Z', 'Z');
      const rows = Array.from({ length: ${rowsOfSnapshot} }, (_, index) => ({ ...row, processedDateTime, customerTenantId: String(index) }));
      await history.recordRows([rows.slice(0, 1_000), rows.slice(1_000)]);
      console.log(processedDateTime);
    }`;
}

async function killOnce(script: string, first: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, String(first)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const acknowledged: string[] = [];
  const stopAfter = 1 + Math.floor(Math.random() * 3);
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === stopAfter) setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
  }
  return acknowledged;
}

async function findFaults(history: History, acknowledged: readonly string[]): Promise<readonly string[]> {
  const found = await history.verify();
  const dates = found.map(({ snapshot }) => snapshot?.processedDateTime);
  return [
    ...found.flatMap(({ fault }) => fault ?? []),
    ...found.flatMap(({ name, snapshot }) =>
      snapshot?.rows === rowsOfSnapshot ? [] : `${name} is not whole`,
    ),
    ...acknowledged.flatMap((date) => (dates.includes(date) ? [] : `${date} is lost`)),
    ...dates.flatMap((date, index) => (dates.indexOf(date) === index ? [] : `${date} is there twice`)),
  ];
}
