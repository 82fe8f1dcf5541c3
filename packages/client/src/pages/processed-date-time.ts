import { refuse } from '../errors/configuration-error.ts';

const wireForm = /^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?)?$/;
const offset = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Converts the date of a snapshot to the form that the service uses: UTC without an offset. Text in that form, or a
 * date without a time, is sent unchanged.
 */
export function requireProcessedDateTime(argument: string, value: unknown): string {
  const wire =
    value instanceof Date ? fromDate(value) : typeof value === 'string' ? fromText(value) : undefined;
  if (wire !== undefined && isCalendarDate(wire)) return wire;
  return refuse(
    argument,
    'a date, a date and time in ISO 8601 form, or a valid Date',
    value,
    `'2018-10-14T00:00:00'`,
  );
}

/** Engines read 31 February as no date, or as 3 March. */
function isCalendarDate(text: string): boolean {
  const day = text.slice(0, 10);
  return wireForm.test(text) && fromDate(new Date(`${day}T00:00:00Z`))?.startsWith(day) === true;
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
