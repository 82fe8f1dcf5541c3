import { Option } from 'commander';
import { CommandError } from './exit.ts';

/** The numbers that an option takes. */
export interface NumberRange {
  readonly from: number;
  readonly to?: number;
  readonly isWhole?: boolean;
}

/** @throws {CommandError} for text that is no number in plain digits, or one out of range. */
export function readNumber(
  name: string,
  text: string,
  { from, to = Infinity, isWhole = false }: NumberRange,
  example: number,
): number {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (number >= from && number <= to && (!isWhole || Number.isInteger(number))) return number;
  const range = `from ${from}${to === Infinity ? '' : ` to ${to}`}, such as ${example}`;
  throw new CommandError(`${name} takes a ${isWhole ? 'whole ' : ''}number ${range}; received "${text}".`);
}

/** An option that takes a number. Its default is the example in its errors. */
export function numberOption(flags: string, description: string, value: number, range: NumberRange): Option {
  const [name = flags] = flags.split(' ');
  return new Option(flags, description)
    .default(value)
    .argParser((text) => readNumber(name, text, range, value));
}

/** How many calls may be in flight at once. */
export const callsAtOnce: NumberRange = { from: 1, to: 256, isWhole: true };

/** `--top <n|all>`: how many rows of a list are shown. `all` is `Infinity`. */
export function topOption(description: string, value: number): Option {
  return new Option('--top <number>', description).default(value).argParser((text) => {
    if (text === 'all') return Infinity;
    if (/^[1-9]\d*$/.test(text)) return Number(text);
    throw new CommandError(`--top takes a whole number from 1, or all; received "${text}".`);
  });
}
