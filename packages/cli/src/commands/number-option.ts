import { Option } from 'commander';
import { CommandError } from '../exit.ts';

/** An option that takes a number, such as its default. */
export function numberOption(flags: string, description: string, value: number): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description).default(value).argParser((text) => {
    if (!/^\d+(?:\.\d+)?$/.test(text)) throw new CommandError(`${name} takes a number, such as ${value}.`);
    return Number(text);
  });
}
