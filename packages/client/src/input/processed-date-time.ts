import { ConfigurationError } from '../errors/configuration-error.ts';

const wireForm = /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?)?$/;
const offset = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Brings a date to the form the service itself uses: UTC without an offset. Text in that form, or a date alone, is
 * sent as it is.
 */
export function requireProcessedDateTime(argument: string, value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return toWireForm(value);
  if (typeof value === 'string') {
    const local = value.replace(offset, '');
    if (isCalendarDate(local)) {
      if (local === value) return value;
      if (local.includes('T')) return toWireForm(new Date(value));
    }
  }
  throw new ConfigurationError({
    argument,
    expected: 'a date, a date and time in ISO 8601 form, or a valid Date',
    received: value,
    example: `'2018-10-14T00:00:00'`,
  });
}

/** `new Date` takes 31 February for 3 March. */
function isCalendarDate(text: string): boolean {
  const match = wireForm.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match.map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function toWireForm(date: Date): string {
  return date.toISOString().replace(/(?:\.000)?Z$/, '');
}
