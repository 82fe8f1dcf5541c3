import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import type { CustomerUsageResult, ScanCheckpoint } from '@licenses-usage/client/migrate';
import { CommandError } from '../exit.ts';
import { findTarget, siblingOf, type Target } from '../files/find-target.ts';
import { lockFile, type FileLock } from '../files/lock-file.ts';
import { replaceFile } from '../files/replace-file.ts';
import { naming } from '../files/system-error.ts';
import {
  describeMismatch,
  readLine,
  writeBindingLine,
  writePublishedLine,
  writeResultLine,
  type ScanBinding,
} from './result-line.ts';

export interface ResultFileOptions {
  readonly binding: ScanBinding;
  /** Discards the results of an earlier scan of this program. */
  readonly restart: boolean;
  /** Replaces a finished file. */
  readonly force: boolean;
}

/**
 * The results of a scan, one line for each customer, in a file that is its own checkpoint: a customer with a complete
 * line is done. It is called `<out>.part` until all customers are done, so that partial results are recognised. Its
 * first line identifies the scan; no other file is resumed or removed.
 */
export class ResultFile implements ScanCheckpoint {
  /** The path of the results until all customers are done. */
  readonly partPath: string;
  readonly #name: string;
  readonly #target: Target;
  readonly #lock: FileLock;
  readonly #binding: ScanBinding;
  #mayResume: boolean;
  #customers = 0;
  #file: FileHandle | undefined;

  private constructor(
    name: string,
    target: Target,
    lock: FileLock,
    binding: ScanBinding,
    mayResume: boolean,
  ) {
    this.#name = name;
    this.#target = target;
    this.#lock = lock;
    this.#binding = binding;
    this.#mayResume = mayResume;
    this.partPath = siblingOf(target.path, '.part');
  }

  /**
   * Locks the file against other scans and inspects its contents.
   * @throws {CommandError} that says what to do, before anything is sent or changed.
   */
  static async open(path: string, { binding, restart, force }: ResultFileOptions): Promise<ResultFile> {
    const name = `--out ${path}`;
    const target = await naming(name, findTarget(path));
    if (target.stats?.isDirectory()) throw new CommandError(`${name}: this is a folder, not a file.`);
    if (target.stats !== undefined && !target.stats.isFile()) {
      throw new CommandError(`${name}: a scan needs a file that it can go on from.`);
    }
    const lock = await naming(name, lockFile(target.path));
    if ('heldBy' in lock) {
      throw new CommandError(
        `${name}: another scan writes to this file (${lock.heldBy}). Wait for it, or choose another file. ` +
          `If there is none, remove ${lock.lock}.`,
      );
    }
    try {
      const part = siblingOf(target.path, '.part');
      const left = await naming(part, inspectPart(part, binding));
      if (left.kind === 'foreign') {
        throw new CommandError(
          `${part} is not what a scan has left, so it is not touched. Move it away, or choose another --out.`,
        );
      }
      if (left.kind === 'other' && !restart) {
        throw new CommandError(
          `${part} belongs to another scan: ${left.mismatch}. Choose another --out to keep it, or add --restart to discard it.`,
        );
      }
      const mayResume = left.kind === 'same' && !restart;
      // A file from a scan with failures is completed, if it has not changed since.
      const isFinished = (target.stats?.size ?? 0) > 0;
      const isOurs = isFinished && mayResume && left.published === (await digestOf(target.path));
      if (isFinished && !isOurs && !force) {
        throw new CommandError(
          `${name}: this file already exists. Choose another one, or add --force to replace it.`,
        );
      }
      return new ResultFile(name, target, lock, binding, mayResume);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** The number of customers with results in the checkpoint. */
  get customers(): number {
    return this.#customers;
  }

  /** Keeps the complete lines of customers without failure, and returns these customers. Failures are retried. */
  async load(): Promise<string[]> {
    await this.#file?.close();
    this.#file = undefined;
    const done: string[] = [];
    const replacement = await naming(this.#name, replaceFile(await findTarget(this.partPath)));
    try {
      await naming(this.#name, replacement.file.appendFile(writeBindingLine(this.#binding)));
      for await (const line of this.#mayResume ? linesOf(this.partPath) : []) {
        const read = readLine(line);
        if (read.kind !== 'result' || read.status !== 'ok') continue;
        done.push(read.customerId);
        await naming(this.#name, replacement.file.appendFile(`${line}\n`));
      }
      await naming(this.#name, replacement.commit());
    } finally {
      await replacement.discard();
    }
    this.#mayResume = true;
    this.#customers = done.length;
    this.#file = await naming(this.#name, open(this.partPath, 'a'));
    return done;
  }

  /** Resolves when the operating system has accepted the line, so that it survives a kill. */
  async save(result: CustomerUsageResult): Promise<void> {
    await naming(this.#name, this.#append(writeResultLine(result)));
    this.#customers += 1;
  }

  /**
   * Gives the results their final name. If there are failures, the checkpoint stays: the same command retries these
   * customers and replaces the file.
   */
  async publish({ hasFailures }: { readonly hasFailures: boolean }): Promise<void> {
    await naming(this.#name, this.#publish(hasFailures));
  }

  /** Releases the file for other scans. */
  async close(): Promise<void> {
    await this.#file?.close();
    await this.#lock.release();
  }

  async #publish(hasFailures: boolean): Promise<void> {
    const target = await findTarget(this.#target.path);
    const replacement = await replaceFile(target);
    try {
      const hash = createHash('sha256');
      for await (const line of linesOf(this.partPath)) {
        if (readLine(line).kind !== 'result') continue;
        hash.update(`${line}\n`);
        await replacement.file.appendFile(`${line}\n`);
      }
      await this.#append(writePublishedLine(hash.digest('hex')));
      await this.#file?.sync();
      await replacement.commit();
    } finally {
      await replacement.discard();
    }
    if (!hasFailures) await rm(this.partPath);
  }

  async #append(line: string): Promise<void> {
    await this.#file?.appendFile(line);
  }
}

type PartFile =
  | { readonly kind: 'none' | 'foreign' }
  | { readonly kind: 'same'; readonly published: string | undefined }
  | { readonly kind: 'other'; readonly mismatch: string };

async function inspectPart(path: string, binding: ScanBinding): Promise<PartFile> {
  const found = await stat(path).catch(() => undefined);
  // A scan that is killed at its first step leaves an empty file.
  if (found === undefined || (found.isFile() && found.size === 0)) return { kind: 'none' };
  if (!found.isFile()) return { kind: 'foreign' };
  let isFirst = true;
  let published: string | undefined;
  for await (const line of linesOf(path)) {
    const read = readLine(line);
    if (isFirst) {
      if (read.kind !== 'binding') return { kind: 'foreign' };
      const mismatch = describeMismatch(read.binding, binding);
      if (mismatch !== undefined) return { kind: 'other', mismatch };
      isFirst = false;
    } else if (read.kind === 'published') published = read.digest;
  }
  return isFirst ? { kind: 'foreign' } : { kind: 'same', published };
}

/** The complete lines of a file, without one that was truncated when the program was killed. */
async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
