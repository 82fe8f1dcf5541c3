import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Environment, Fetch } from '../../../src/live/access/read-settings.ts';
import { run } from '../../../src/live/run.ts';

export interface LiveRun {
  readonly exitCode: number;
  /** The output of both streams. */
  readonly output: string;
  /** The text of the HAR; empty when none was written. */
  readonly har: string;
}

export const token = 'eyJ0b2tlbg.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl';

/** Runs the live check over a fetch, and reads its output. */
export async function runLive(
  fetch: Fetch,
  environment: Environment = { PARTNER_CENTER_TOKEN: token },
): Promise<LiveRun> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-live-'));
  const har = join(folder, 'live.har');
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  try {
    const exitCode = await run(['--har', har], environment, { log: keep, error: keep }, fetch);
    return { exitCode, output: lines.join('\n'), har: await readFile(har, 'utf8').catch(() => '') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The answer to one of the questions. */
export function conclusionOf({ output }: LiveRun, number: number): string {
  return (
    new RegExp(`^${number}\\. .*\\n {3}(.*)$`, 'm').exec(output)?.[1] ??
    `question ${number} is not in the output`
  );
}
