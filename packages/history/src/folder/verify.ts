import { isHistoryError } from '../history-error.ts';
import { kinds } from '../kinds.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Verification } from '../store.ts';
import { Database, literal } from './database.ts';
import { fileNameOf, listFiles, readLedger } from './ledger.ts';

/** Reads every file in full, and compares rows and sums with its ledger. */
export async function verifyFolder(folder: string): Promise<Verification[]> {
  await using database = await Database.open();
  const found: Verification[] = [];
  for (const { file } of await listFiles(folder)) found.push(await verifyFile(database, file));
  return found;
}

async function verifyFile(database: Database, file: string): Promise<Verification> {
  let snapshot: Snapshot | undefined;
  try {
    ({ snapshot } = await readLedger(database, file));
    return { name: file, snapshot, fault: await compare(database, snapshot, file) };
  } catch (error) {
    const fault = isHistoryError(error) ? error.message : `${file} can't be read to its end.`;
    return { name: file, snapshot, fault };
  }
}

async function compare(database: Database, snapshot: Snapshot, file: string): Promise<string | undefined> {
  const { active, qualified } = kinds[snapshot.kind];
  // Reads every column: the engine could take a plain sum from the statistics of the file.
  const [row] = await database.select(
    `select count(*)::double as rows, coalesce(sum("${active}"), 0)::double as active,
       coalesce(sum("${qualified}"), 0)::double as qualified, sum(hash(columns(*)::varchar))
     from read_parquet(${literal(file)})`,
  );
  const names = ['rows', 'active', 'qualified'] as const;
  const wrong = names.filter((name) => row?.[name] !== snapshot[name]);
  if (wrong.length > 0)
    return `${file} says ${wrong.map((name) => `${name} ${snapshot[name]}`).join(', ')}, and holds ${wrong.map((name) => `${name} ${String(row?.[name])}`).join(', ')}.`;
  if (!file.endsWith(fileNameOf(snapshot))) return `${file} holds the snapshot of ${fileNameOf(snapshot)}.`;
  return undefined;
}
