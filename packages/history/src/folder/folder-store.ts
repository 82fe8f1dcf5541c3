import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { explainFileFailure } from '../history-error.ts';
import { kinds, type HistoryKind } from '../kinds.ts';
import type { Fact } from '../read-fact.ts';
import type { Snapshot, SnapshotKey } from '../snapshot.ts';
import type {
  ExportFormat,
  HistoryStore,
  SnapshotWriter,
  SqlValue,
  TenantIdCase,
  Verification,
} from '../store.ts';
import { closedHistory, Database, literal, parquetOptions } from './database.ts';
import { FactTable } from './fact-table.ts';
import { damaged, fileNameOf, ledgerOf, listFiles, readLedger, versionOf, type Ledger } from './ledger.ts';
import { RowSource } from './row-source.ts';
import { sourceOf } from './source.ts';
import { verifyFolder } from './verify.ts';

/** Leftovers of killed recorders are older than any recording takes. */
const leftoverAgeInMs = 24 * 60 * 60 * 1_000;

/** The ledger of a file, valid as long as the file has this version. */
interface KnownFile extends Ledger {
  readonly version: string;
}

/** A folder with one Parquet file for each snapshot. The rename of a finished file is the commit. */
export class FolderStore implements HistoryStore {
  readonly place: string;
  /** The database for reading, opened with the first question. */
  #reading: Promise<Database> | undefined;
  /** The database for writing snapshots, opened with the first one. */
  #writing: Promise<{ readonly database: Database; readonly source: RowSource }> | undefined;
  #isClosed = false;
  readonly #known = new Map<string, KnownFile>();

  private constructor(folder: string) {
    this.place = folder;
  }

  static async open(folder: string): Promise<FolderStore> {
    try {
      await mkdir(folder, { recursive: true });
      await sweep(folder);
    } catch (error) {
      throw explainFileFailure(error, `Opening the history in ${folder}`);
    }
    return new FolderStore(folder);
  }

  #read(): Promise<Database> {
    if (this.#isClosed) throw closedHistory();
    return (this.#reading ??= Database.open());
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    return (await this.#ledgers()).map(({ snapshot }) => snapshot);
  }

  async #ledgers(): Promise<readonly Ledger[]> {
    if (this.#isClosed) throw closedHistory();
    const ledgers = [];
    for (const { file, version } of await listFiles(this.place)) {
      const last = this.#known.get(file);
      const known =
        last?.version === version ? last : { version, ...(await readLedger(await this.#read(), file)) };
      this.#known.set(file, known);
      ledgers.push(known);
    }
    return ledgers;
  }

  async begin(key: SnapshotKey): Promise<SnapshotWriter> {
    if (this.#isClosed) throw closedHistory();
    this.#writing ??= openWriting();
    const { database, source } = await this.#writing;
    const facts = new FactTable(key.kind, database, source);
    const file = join(this.place, fileNameOf(key));
    return new FileWriter(file, key, facts, (known) => this.#known.set(file, known));
  }

  sourceOf(kind: HistoryKind, snapshots: readonly Snapshot[]): string {
    return sourceOf(kind, snapshots);
  }

  tenantIdCaseOf(snapshots: readonly Snapshot[]): TenantIdCase {
    const cases = new Set(snapshots.map(({ file = '' }) => this.#known.get(file)?.tenantIdCase ?? 'mixed'));
    const [first = 'mixed'] = cases;
    return cases.size === 1 ? first : 'mixed';
  }

  sameOrNull(left: string, right: string): string {
    return `${left} is not distinct from ${right}`;
  }

  async select(
    sql: string,
    values: readonly SqlValue[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    try {
      return await (await this.#read()).select(sql, values);
    } catch (error) {
      const file = error instanceof Error ? /'([^']+\.parquet)'/.exec(error.message)?.[1] : undefined;
      throw file === undefined ? error : damaged(file, 'it is not a readable Parquet file', error);
    }
  }

  async copyTo(
    path: string,
    format: ExportFormat,
    sql: string,
    values: readonly SqlValue[],
  ): Promise<number> {
    return (await this.#read()).copyTo(path, format, sql, values);
  }

  async forget(customerTenantId: string): Promise<number> {
    let removed = 0;
    const database = await this.#read();
    for (const { snapshot, tenantIdCase } of await this.#ledgers()) {
      const { kind, file = '' } = snapshot;
      const { active, qualified } = kinds[kind];
      const others = `from read_parquet(${literal(file)}) where lower("customerTenantId") is distinct from lower($1)`;
      const [left] = await database.select(
        `select count(*)::double as rows, coalesce(sum("${active}"), 0)::double as active,
           coalesce(sum("${qualified}"), 0)::double as qualified ${others}`,
        [customerTenantId],
      );
      const sums = {
        rows: Number(left?.['rows']),
        active: Number(left?.['active']),
        qualified: Number(left?.['qualified']),
      };
      if (sums.rows === snapshot.rows) continue;
      await commitFile(file, (part) =>
        database.select(
          `copy (select * ${others}) to ${literal(part)} (${parquetOptions(ledgerOf(snapshot, sums, tenantIdCase))})`,
          [customerTenantId],
        ),
      );
      removed += snapshot.rows - sums.rows;
    }
    return removed;
  }

  verify(): Promise<Verification[]> {
    return verifyFolder(this.place);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await (await this.#reading)?.[Symbol.asyncDispose]();
    await (await this.#writing)?.database[Symbol.asyncDispose]();
  }
}

async function openWriting() {
  const database = await Database.open({
    // A second thread would hold a second row group, and all rows come from one thread anyway.
    threads: '1',
    // A join that swaps its sides would lose the order of the rows.
    disabled_optimizers: 'join_order,build_side_probe_side',
  });
  return { database, source: new RowSource(database.connection) };
}

class FileWriter implements SnapshotWriter {
  readonly #file: string;
  readonly #key: SnapshotKey;
  readonly #facts: FactTable;
  readonly #onCommit: (known: KnownFile) => void;

  constructor(file: string, key: SnapshotKey, facts: FactTable, onCommit: (known: KnownFile) => void) {
    this.#file = file;
    this.#key = key;
    this.#facts = facts;
    this.#onCommit = onCommit;
  }

  add(fact: Fact): void {
    this.#facts.add(fact);
  }

  async flush(): Promise<void> {}

  async commit(): Promise<Snapshot> {
    const { rows, active, qualified, tenantIdCase } = this.#facts;
    const ledger = ledgerOf(this.#key, { rows, active, qualified }, tenantIdCase);
    const version = await commitFile(this.#file, (part) => this.#facts.writeTo(part, this.#key, ledger));
    const snapshot = { ...this.#key, rows, active, qualified, file: this.#file };
    this.#onCommit({ version, snapshot, tenantIdCase });
    return snapshot;
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/**
 * Writes a file under a unique name, because two recorders of one snapshot must not write the same file, and renames
 * it. Returns its version.
 */
async function commitFile(file: string, write: (part: string) => Promise<unknown>): Promise<string> {
  const folder = dirname(file);
  const part = join(folder, `.${randomBytes(8).toString('hex')}.part`);
  try {
    await write(part);
    await sync(part);
    const version = versionOf(await stat(part));
    await rename(part, file);
    await sync(folder);
    return version;
  } catch (error) {
    throw explainFileFailure(error, `Recording ${file}`);
  } finally {
    await rm(part, { force: true });
  }
}

/** Waits until the data is on disk. On Windows a folder can't be synced and need not be. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR' || error.code === 'EPERM') return undefined;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\.[\da-f]{16}\.part$/.test(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    const isOld = found !== undefined && Date.now() - found.mtimeMs > leftoverAgeInMs;
    // In a read-only folder, leftovers stay.
    if (isOld) await rm(path, { force: true }).catch(() => {});
  }
}
