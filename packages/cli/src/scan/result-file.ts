import { createReadStream } from 'node:fs';
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { ScanCheckpoint } from '@licenses-usage/client/migrate';
import { readDoneCustomer, writeResultLine } from './result-line.ts';

/**
 * The results of a scan, one line each, in a file that is its own checkpoint: whose line is complete is done. Until the
 * scan has ended it has another name, so that nobody takes a part for the whole.
 */
export interface ResultFile extends ScanCheckpoint {
  /** Where the results are until the scan has ended. */
  readonly partPath: string;
  /** Gives the file its name. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** @param restart Forgets what an earlier scan left. */
export function createResultFile(path: string, { restart }: { readonly restart: boolean }): ResultFile {
  const partPath = `${path}.part`;
  let file: FileHandle | undefined;
  return {
    partPath,
    async load() {
      const done = restart ? [] : await keepDone(partPath);
      file = await open(partPath, restart ? 'w' : 'a');
      return done;
    },
    async save(result) {
      // What the system has taken survives the program.
      await file?.appendFile(writeResultLine(result));
    },
    async finish() {
      await file?.sync();
      await rename(partPath, path);
    },
    close: async () => file?.close(),
  };
}

/** Leaves only the lines that are complete and of customers who answered, and returns these customers. */
async function keepDone(partPath: string): Promise<string[]> {
  const exists = await access(partPath).then(
    () => true,
    () => false,
  );
  if (!exists) return [];
  const done: string[] = [];
  const keptPath = `${partPath}.${process.pid}.new`;
  const kept = await open(keptPath, 'w');
  try {
    for await (const line of createInterface({ input: createReadStream(partPath), crlfDelay: Infinity })) {
      const customerId = readDoneCustomer(line);
      if (customerId === undefined) continue;
      done.push(customerId);
      await kept.appendFile(`${line}\n`);
    }
    await kept.sync();
    await rename(keptPath, partPath);
  } finally {
    await kept.close();
    await rm(keptPath, { force: true });
  }
  return done;
}
