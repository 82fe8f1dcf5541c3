import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** The lines by customer in the files of all workers, and how many customers have two different lines. */
export async function readSinks(folder: string): Promise<{ lines: Map<string, string>; conflicts: number }> {
  const lines = new Map<string, string>();
  const conflicting = new Set<string>();
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.ndjson')) continue;
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      const customer = customerOf(line);
      // A killed worker leaves a partial line.
      if (customer === undefined) continue;
      if ((lines.get(customer) ?? line) !== line) conflicting.add(customer);
      lines.set(customer, line);
    }
  }
  return { lines, conflicts: conflicting.size };
}

function customerOf(line: string): string | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isResult = typeof value === 'object' && value !== null && 'customerId' in value;
    return isResult ? String(value.customerId) : undefined;
  } catch {
    return undefined;
  }
}
