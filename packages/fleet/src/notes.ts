import { isCallFacts, type CallFacts } from './call-meter.ts';
import type { JobQueue } from './queues.ts';

/** The scan whose customers are on the queue. */
export interface ScanNote {
  readonly scan: string;
  /** The number of customers; `null` until all of them are on the queue. */
  readonly customers: number | null;
}

/** Why no worker takes jobs. */
export interface PauseNote {
  /** The reason, as a sentence. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** The last report of a worker. */
export interface WorkerNote {
  /** Unique to every worker, even within one process. */
  readonly id: string;
  /** The name from its options, such as a host and a process id. */
  readonly name: string;
  /** ISO 8601, UTC, by the worker's own clock. */
  readonly startedAt: string;
  /** ISO 8601, UTC, by the worker's own clock. A worker reports every 2 seconds. */
  readonly seenAt: string;
  /** Customers whose usage it has saved. */
  readonly succeeded: number;
  /** Customers that it put on the dead-letter list. */
  readonly failed: number;
  /** Jobs per second, over the last 2 seconds or so. */
  readonly rate: number;
  /** `false` after its last job. */
  readonly working: boolean;
  /** Figures about its calls; absent without a meter. */
  readonly calls?: CallFacts | undefined;
}

const scanNote = 'scan';
const pauseNote = 'pause';
const workerPrefix = 'worker-';
/** A note is a job that is never taken, because jobs work the same on Redis and on Postgres. */
const keep = { removeOnComplete: false, removeOnFail: false } as const;

export async function readScan(notes: JobQueue): Promise<ScanNote | undefined> {
  const value = await read(notes, scanNote);
  return isScanNote(value) ? value : undefined;
}

/** Writes the note, or reads the note of a process that was faster. */
export async function claimScan(notes: JobQueue, note: ScanNote): Promise<ScanNote> {
  await notes.add(scanNote, note, { jobId: scanNote, ...keep });
  return (await readScan(notes)) ?? note;
}

export function writeScan(notes: JobQueue, note: ScanNote): Promise<void> {
  return write(notes, scanNote, note);
}

export async function readPause(notes: JobQueue): Promise<PauseNote | undefined> {
  const value = await read(notes, pauseNote);
  return isPauseNote(value) ? value : undefined;
}

export function writePause(notes: JobQueue, note: PauseNote): Promise<void> {
  return write(notes, pauseNote, note);
}

export async function removePause(notes: JobQueue): Promise<void> {
  await (await notes.getJob(pauseNote))?.remove();
}

export function writeWorker(notes: JobQueue, note: WorkerNote): Promise<void> {
  return write(notes, `${workerPrefix}${note.id}`, note);
}

/** The reports of all workers, including stopped ones. */
export async function readWorkers(notes: JobQueue): Promise<WorkerNote[]> {
  const jobs = await notes.getJobs(['waiting']);
  const values = jobs
    .filter((job) => job?.id?.startsWith(workerPrefix) === true)
    .map((job): unknown => job.data);
  return values.filter(isWorkerNote).toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
}

/** Removes workers that have been silent for this long. */
export async function pruneWorkers(notes: JobQueue, olderThanInMs: number): Promise<void> {
  const limit = new Date(Date.now() - olderThanInMs).toISOString();
  for (const { id, seenAt } of await readWorkers(notes)) {
    if (seenAt < limit) await (await notes.getJob(`${workerPrefix}${id}`))?.remove();
  }
}

async function read(notes: JobQueue, id: string): Promise<unknown> {
  return (await notes.getJob(id))?.data;
}

async function write(notes: JobQueue, id: string, value: object): Promise<void> {
  const job = await notes.add(id, value, { jobId: id, ...keep });
  // Adding an existing id does not change its data.
  await job.updateData(value);
}

function isScanNote(value: unknown): value is ScanNote {
  return (
    isRecord(value) &&
    typeof value['scan'] === 'string' &&
    (value['customers'] === null || typeof value['customers'] === 'number')
  );
}

function isPauseNote(value: unknown): value is PauseNote {
  return isRecord(value) && typeof value['reason'] === 'string' && typeof value['since'] === 'string';
}

function isWorkerNote(value: unknown): value is WorkerNote {
  return (
    isRecord(value) &&
    ['id', 'name', 'startedAt', 'seenAt'].every((key) => typeof value[key] === 'string') &&
    ['succeeded', 'failed', 'rate'].every((key) => typeof value[key] === 'number') &&
    typeof value['working'] === 'boolean' &&
    (value['calls'] === undefined || isCallFacts(value['calls']))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
