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

/** `--top <n|all>`: how many rows of a list are shown. `all` is `Infinity`. */
export function topOption(description: string, value: number): Option {
  return new Option('--top <number>', description).default(value).argParser((text) => {
    const number = text === 'all' ? Infinity : Number(text);
    if (number >= 1 && (number === Infinity || Number.isInteger(number))) return number;
    throw new CommandError(`--top takes a whole number from 1, or all; received "${text}".`);
  });
}
