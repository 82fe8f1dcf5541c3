import { createEmulator, type Emulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { onTestFinished } from 'vitest';

export interface StartedEmulator {
  readonly emulator: Emulator;
  readonly url: string;
  /** The words and variables that make the program ask it. */
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export const secretToken = 'a-token-that-must-not-be-shown';

/** An emulator over HTTP, until the test ends. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<StartedEmulator> {
  const snapshotDate = options.data === undefined ? '2017-03-09' : undefined;
  const emulator = createEmulator({ snapshotDate, ...options });
  const listening = await emulator.listen();
  onTestFinished(() => listening.close());
  const { url } = listening;
  return { emulator, url, words: ['--base-url', url], env: { PARTNER_CENTER_TOKEN: secretToken } };
}
