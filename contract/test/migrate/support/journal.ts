import { appendFile, readFile, truncate } from 'node:fs/promises';

import type { CustomerUsageResult, ScanCheckpoint } from '@licenses-usage/client/migrate';

/** One customer of a scan, without the facts that differ from call to call. */
interface Line {
  readonly customerId: string;
}

function isLine(value: unknown): value is Line {
  return (
    typeof value === 'object' &&
    value !== null &&
    'customerId' in value &&
    typeof value.customerId === 'string'
  );
}

/**
 * A file of results that is the checkpoint at the same time: a customer whose line is complete is done. A line is written in two
 * parts, so that a kill often comes between them.
 */
export function createJournal(path: string, onSaved: () => void): ScanCheckpoint {
  return {
    async load() {
      const text = await readFile(path, 'utf8').catch(() => '');
      const complete = text.slice(0, text.lastIndexOf('\n') + 1);
      // Removes a line that a kill cut short. Its customer is requested again.
      if (complete.length < text.length) await truncate(path, Buffer.byteLength(complete));
      return complete.split('\n').flatMap((line) => {
        if (line === '') return [];
        const parsed: unknown = JSON.parse(line);
        if (!isLine(parsed)) throw new Error(`Not a line of a journal: ${line}`);
        return [parsed.customerId];
      });
    },
    async save(result) {
      const line = `${JSON.stringify(recordOf(result))}\n`;
      const middle = Math.floor(line.length / 2);
      await appendFile(path, line.slice(0, middle));
      await appendFile(path, line.slice(middle));
      onSaved();
    },
  };
}

function recordOf(result: CustomerUsageResult): Line & Readonly<Record<string, unknown>> {
  const { customerId, status } = result;
  return status === 'ok'
    ? { customerId, items: result.usage.items }
    : { customerId, error: result.error.name };
}
