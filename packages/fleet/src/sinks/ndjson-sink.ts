import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { AsyncDisposing } from '../disposing.ts';
import { FleetError } from '../fleet-error.ts';
import type { FleetSink } from './sink.ts';

/** The options of an NDJSON sink. */
export interface NdjsonSinkOptions {
  /**
   * The file of this worker. Two workers must not share one. A missing file is created, an existing one is completed.
   */
  readonly path: string;
}

/**
 * Writes one line of JSON for each customer, as `licenses-usage scan` does. A customer that is already in the file is
 * not written again, and a line that was truncated by a crash is removed. A customer that was queried twice may be in
 * the files of two workers: use either line.
 *
 * The file belongs to one scan. Use another file for the next one.
 * @throws {FleetError} `input` when the file holds something else.
 */
export async function createNdjsonSink({ path }: NdjsonSinkOptions): Promise<FleetSink & AsyncDisposing> {
  const { customers, lengthInBytes } = await readLines(path);
  const file = await open(path, 'a');
  await file.truncate(lengthInBytes);
  let writing = Promise.resolve();

  async function write(customerId: string, line: string): Promise<void> {
    if (customers.has(customerId)) return;
    await append(file, line);
    customers.add(customerId);
  }

  async function close(): Promise<void> {
    await writing;
    await file.close();
  }

  return {
    save(usage) {
      const { customerId, status, totalCount, items } = usage;
      const line = `${JSON.stringify({ customerId, status, totalCount, items })}\n`;
      const written = writing.then(() => write(customerId, line));
      // Writes one line after the other, even after a failed one.
      writing = written.catch(() => {});
      return written;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function append(file: FileHandle, line: string): Promise<void> {
  const { size } = await file.stat();
  try {
    await file.appendFile(line);
  } catch (error) {
    // On a full disk, a partial line would join the next one.
    await file.truncate(size).catch(() => {});
    throw error;
  }
}

/** The customers in the file, and the end of its last complete line. */
async function readLines(path: string): Promise<{ customers: Set<string>; lengthInBytes: number }> {
  const customers = new Set<string>();
  let lengthInBytes = 0;
  let number = 0;
  try {
    const size = await sizeOfWholeLines(path);
    if (size === 0) return { customers, lengthInBytes };
    const lines = createInterface({ input: createReadStream(path, { end: size - 1 }), crlfDelay: Infinity });
    for await (const line of lines) {
      number += 1;
      customers.add(customerOf(line, path, number));
    }
    lengthInBytes = size;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
  }
  return { customers, lengthInBytes };
}

/** @throws {FleetError} when the incomplete last line is not the beginning of a line of this sink. */
async function sizeOfWholeLines(path: string): Promise<number> {
  let read = 0;
  let size = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk);
    const last = bytes.lastIndexOf(10);
    if (last >= 0) size = read + last + 1;
    const tail = bytes.subarray(last + 1);
    // Its first bytes are enough; the rest may be long.
    rest = last >= 0 ? tail : Buffer.concat([rest, tail.subarray(0, lineStart.length)]);
    read += bytes.length;
  }
  const start = rest.subarray(0, lineStart.length).toString('latin1');
  if (lineStart.startsWith(start)) return size;
  throw foreign(path, 'its end');
}

const lineStart = '{"customerId":"';

function foreign(path: string, where: string): FleetError {
  return new FleetError(
    'input',
    `path: ${where} of ${path} was not written by this sink. Choose another file; this one is unchanged.`,
  );
}

function customerOf(line: string, path: string, number: number): string {
  const value = parse(line);
  if (typeof value === 'object' && value !== null && 'customerId' in value) {
    if (typeof value.customerId === 'string') return value.customerId;
  }
  throw foreign(path, `line ${number}`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
