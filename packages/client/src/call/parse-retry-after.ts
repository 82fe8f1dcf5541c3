/** What `Headers` and our own answers have in common. */
export interface HeaderGetter {
  get(name: string): string | null;
}

/**
 * Reads a `Retry-After` header: seconds, decimal seconds, or any of the three HTTP date forms (RFC 9110).
 * Returns how long to wait in milliseconds, 0 for a date that is past, or nothing when the header makes no sense.
 */
export function parseRetryAfter(headers: HeaderGetter, nowInMs: number): number | undefined {
  const header = headers.get('retry-after');
  if (header === null) return undefined;
  const text = header.trim();
  // More than a clock can count is as good as for ever; to take it for garbage would mean to come back at once.
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
  const date = parseHttpDate(text, nowInMs);
  return date === undefined ? undefined : Math.max(0, date - nowInMs);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const month = `(?<month>${months.join('|')})`;
const time = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})`;
const weekday = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longWeekday = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';

const dateForms = [
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
  new RegExp(String.raw`^${weekday}, (?<day>\d{2}) ${month} (?<year>\d{4}) ${time} GMT$`),
  // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
  new RegExp(String.raw`^${longWeekday}, (?<day>\d{2})-${month}-(?<year>\d{2}) ${time} GMT$`),
  // asctime: Sun Nov  6 08:49:37 1994
  new RegExp(String.raw`^${weekday} ${month} (?<day>[ \d]\d) ${time} (?<year>\d{4})$`),
];

function parseHttpDate(text: string, nowInMs: number): number | undefined {
  for (const form of dateForms) {
    const groups = form.exec(text)?.groups;
    if (groups !== undefined) return toTimestamp(groups, nowInMs);
  }
  return undefined;
}

function toTimestamp(groups: Readonly<Record<string, string>>, nowInMs: number): number | undefined {
  const part = (name: string) => Number(groups[name]);
  const year = groups['year']?.length === 2 ? fullYear(part('year'), nowInMs) : part('year');
  const date = calendarDate(year, months.indexOf(groups['month'] ?? ''), part('day'));
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')];
  // A leap second counts as the first of the next minute.
  const isTime = hour <= 23 && minute <= 59 && second <= 60;
  return isTime ? date?.setUTCHours(hour, minute, second) : undefined;
}

/** A two-digit year more than 50 years ahead means the most recent past year with these digits (RFC 9110). */
function fullYear(twoDigits: number, nowInMs: number): number {
  const thisYear = new Date(nowInMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

/** The start of a day in UTC, or `undefined` when the calendar has no such day. `new Date` takes 31 February for 3 March. */
export function calendarDate(year: number, monthIndex: number, day: number): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, monthIndex, day);
  return date.getUTCMonth() === monthIndex && date.getUTCDate() === day ? date : undefined;
}
