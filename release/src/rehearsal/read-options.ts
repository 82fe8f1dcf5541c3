import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isPart, parts } from './matrix.ts';
import type { RehearsalOptions } from './rehearse.ts';

/** @throws Error naming the choices, when an option can't be used. */
export function readOptions(args: readonly string[]): RehearsalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      out: { type: 'string' },
      root: { type: 'string', default: fileURLToPath(new URL('../../..', import.meta.url)) },
    },
  });
  const chosen = (values.only ?? []).flatMap((names) => names.split(','));
  const unknown = chosen.find((name) => !isPart(name));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}". --only takes ${parts.join(', ')}.`);
  return {
    root: values.root,
    parts: chosen.length === 0 ? parts : parts.filter((part) => chosen.includes(part)),
    out: values.out,
  };
}
