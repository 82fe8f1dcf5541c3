import { ConfigurationError } from '../errors/configuration-error.ts';

/** The beginning of a day, UTC; nothing when the calendar has no such day. `new Date` takes 31 February for 3 March. */
export function calendarDate(year: number, monthIndex: number, day: number): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, monthIndex, day);
  return date.getUTCMonth() === monthIndex && date.getUTCDate() === day ? date : undefined;
}

const wireForm = /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?)?$/;
const offset = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Brings a date to the form the service itself uses: UTC without an offset. Text in that form, or a date alone, is
 * sent as it is.
 */
export function requireProcessedDateTime(argument: string, value: unknown): string {
  const wire =
    value instanceof Date ? fromDate(value) : typeof value === 'string' ? fromText(value) : undefined;
  if (wire !== undefined && isCalendarDate(wire)) return wire;
  throw new ConfigurationError({
    argument,
    expected: 'a date, a date and time in ISO 8601 form, or a valid Date',
    received: value,
    example: `'2018-10-14T00:00:00'`,
  });
}

function isCalendarDate(text: string): boolean {
  const match = wireForm.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return calendarDate(year, month - 1, day) !== undefined;
}

function fromDate(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/(?:\.000)?Z$/, '');
}

function fromText(text: string): string | undefined {
  const local = text.replace(offset, '');
  if (local === text) return text;
  if (!isCalendarDate(local) || !local.includes('T')) return undefined;
  // `Date` counts milliseconds; the service writes up to seven digits.
  const [fraction = ''] = /\.\d+$/.exec(local) ?? [];
  const wire = fromDate(new Date(text.replace(fraction, '')));
  return wire === undefined || Number(fraction) === 0 ? wire : wire + fraction;
}
