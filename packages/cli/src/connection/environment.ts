import { parseEnv } from 'node:util';
import { readTextFile, trimValue } from '../files/read-text.ts';

/** Variables by name, without the blanks and line ends around their values. Those set to nothing count as not set. */
export type Environment = ReadonlyMap<string, string>;

/** The variables of the process and, below them, those of a file that the user names. */
export async function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Promise<Environment> {
  const fromFile = file === undefined ? {} : parseEnv(await readTextFile(file, `--dotenv ${file}`));
  const variables = new Map<string, string>();
  for (const source of [fromFile, env]) {
    for (const [name, text] of Object.entries(source)) {
      const value = trimValue(text ?? '');
      if (value !== '') variables.set(name, value);
    }
  }
  return variables;
}
