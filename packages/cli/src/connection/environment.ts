import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Variables by name. Those that are set to nothing count as not set. */
export type Environment = ReadonlyMap<string, string>;

/** The variables of the process and, below them, those of a file that the user names. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  file: string | undefined,
): Environment {
  const fromFile = file === undefined ? {} : parseEnv(readFileSync(file, 'utf8'));
  const variables = new Map<string, string>();
  for (const source of [fromFile, env]) {
    for (const [name, value] of Object.entries(source)) {
      if (value !== undefined && value !== '') variables.set(name, value);
    }
  }
  return variables;
}
