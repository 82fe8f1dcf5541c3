import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { AsyncDisposing } from '../disposing.ts';
import { FleetError } from '../fleet-error.ts';
import type { FleetSink } from './sink.ts';

/** Where the lines go. */
export interface NdjsonSinkOptions {
  /** The file of this worker. Two workers must not share one. Made if it is not there, completed if it is. */
  readonly path: string;
}

/**
 * Writes one line of JSON for each customer, as `licenses-usage scan` does. A customer that is in the file already is not
 * written again; a line that was cut off by a crash is removed. The files of two workers may both have a customer that was
 * asked twice: take one of the two lines.
 *
 * The file belongs to one scan: for the next one, choose another.
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
      // One line after the other, also after one that failed.
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
    // A full disk takes half a line, which would join the next one.
    await file.truncate(size).catch(() => {});
    throw error;
  }
}

/** The customers in the file, and where its last whole line ends. */
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

/** @throws {FleetError} when what is left of the last line is not the beginning of one of ours. */
async function sizeOfWholeLines(path: string): Promise<number> {
  let read = 0;
  let size = 0;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk);
    const last = bytes.lastIndexOf(10);
    if (last >= 0) size = read + last + 1;
    const tail = bytes.subarray(last + 1);
    // Its first bytes tell; the rest may be long.
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
    `path: ${where} of ${path} is not what this sink has written. Choose another file; this one is not touched.`,
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
