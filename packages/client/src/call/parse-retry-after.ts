import type { AnswerHeaders } from './response.ts';
import { cautiousWaitInMs } from './retry.ts';

/**
 * The headers, with the unit of a plain number in each. Azure's gateways send the last two, and its clients read
 * them.
 */
const headerUnits = [
  ['retry-after', 1_000],
  ['retry-after-ms', 1],
  ['x-ms-retry-after-ms', 1],
] as const;

const dayInMs = 86_400_000;

/**
 * How long to wait, in milliseconds: 0 for a time in the past, undefined when the service does not ask. When a value
 * can be read in several ways, the longest wait wins, so that the retry is early under none of them. A value that can't
 * be read counts as a cautious wait; {@link findUnreadableWait} tells it from one that the service asked for.
 *
 * A date is on the service's clock: the wait counts from the response's own `Date`, or from `nowInMs`, the wall
 * clock, if there is none.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfter(headers: AnswerHeaders, nowInMs: number): number | undefined {
  const waits = readWaits(headers, nowInMs).map(({ readInMs, part }) =>
    part === undefined ? readInMs : Math.max(readInMs, cautiousWaitInMs),
  );
  return waits.length === 0 ? undefined : Math.min(Math.max(...waits), Number.MAX_SAFE_INTEGER);
}

/** The value that could not be read and made this the wait; `undefined` when the service asked for it. */
export function findUnreadableWait(headers: AnswerHeaders, waitInMs: number): string | undefined {
  if (waitInMs !== cautiousWaitInMs) return undefined;
  return readWaits(headers, 0).find(({ part }) => part !== undefined)?.part;
}

interface ReadWait {
  /** What the value asks for, as far as it can be read. */
  readonly readInMs: number;
  /** The value, when it can't be read as a whole. */
  readonly part?: string;
}

function readWaits(headers: AnswerHeaders, nowInMs: number): readonly ReadWait[] {
  const sentAt = parseDate(partsOf(headers.get('date'))[0] ?? '', nowInMs) ?? nowInMs;
  return headerUnits.flatMap(([name, unitInMs]) =>
    partsOf(headers.get(name)).map((part) => {
      const { readInMs, isWhole } = parseWait(part, unitInMs, sentAt);
      return isWhole ? { readInMs: Math.ceil(readInMs) } : { readInMs: Math.ceil(readInMs), part };
    }),
  );
}

const noise = /["']|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?/gi;

const longestHeader = 256;

/**
 * Splits at commas, which join two header lines. A weekday contains a comma too; it is dropped, because its date says
 * the same.
 */
function partsOf(header: string | null): readonly string[] {
  // Longer text is no wait, and would be searched for units at each of its digits.
  if (header !== null && header.length > longestHeader) return [`${header.slice(0, longestHeader)}…`];
  const parts = (header ?? '').replaceAll(noise, '').split(',');
  return parts.map((part) => part.trim().replaceAll(/\s+/g, ' ')).filter((part) => part !== '');
}

const plainNumber = /^\+?(?:\d+\.?\d*|\.\d+)(?:e\+?\d+)?$/i;
const withUnit =
  /(\d+(?:\.\d+)?) ?(?:(?:(ms|milli)|(s)|(m)|(h))(?:ec|in|r|our)?(?:ond|ute)?s?|d(?:ays?)?)(?!(?!t\d)[a-z])/gi;

function parseWait(text: string, unitInMs: number, sentAt: number) {
  const count = plainNumber.test(text) ? Number(text) : undefined;
  // Seconds since 1970 when that is close to now: no service asks for a wait of decades.
  const isTimestamp = count !== undefined && Math.abs(count * 1_000 - sentAt) < dayInMs;
  const date = isTimestamp ? count * 1_000 : parseDate(text, sentAt);
  if (date !== undefined) return { readInMs: Math.max(0, date - sentAt), isWhole: true };
  if (count !== undefined) return { readInMs: count * unitInMs, isWhole: true };
  let sum: number | undefined;
  for (const [, digits, ms, s, m, h] of text.matchAll(withUnit)) {
    const place = [ms, s, m, h].findIndex((unit) => unit !== undefined);
    sum = (sum ?? 0) + Number(digits) * ([1, 1_000, 60_000, 3_600_000][place] ?? dayInMs);
  }
  // A number without a unit beside those that have one may mean anything.
  const isWhole = sum !== undefined && !/\d/.test(text.replaceAll(withUnit, ''));
  return { readInMs: sum ?? 0, isWhole };
}

const time = String.raw`(?<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)`;
const zone = String.raw` ?(?:gmt|utc?|z)? ?(?<zone>[+-]\d{2}:?\d{2})?`;
const month = String.raw`(?<month>[a-z]{3})[a-z]*\.?`;
const dateForms = [
  // 06 Nov 1994 08:49:37 GMT and 06-Nov-94 08:49:37 GMT
  String.raw`(?<day>\d{1,2})[ -]${month}[ -](?<year>\d{4}|\d{2}) ${time}${zone}`,
  // Nov 6 08:49:37 1994
  String.raw`${month} (?<day>\d{1,2}) ${time} (?<year>\d{4})`,
  // 1994-11-06T08:49:37Z
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[t ]${time}${zone})?`,
].map((form) => new RegExp(`^${form}$`, 'i'));
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Parses the three date forms of HTTP, common variations of them, and ISO 8601. Without a zone it is UTC. */
function parseDate(text: string, nowInMs: number): number | undefined {
  const groups = dateForms.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return undefined;
  const name = groups['month'] ?? '';
  const monthIndex = /\d/.test(name) ? Number(name) - 1 : months.indexOf(name.toLowerCase());
  const [hour = 0, minute = 0, second = 0] = (groups['time'] ?? '0:00').split(':').map(Number);
  const isDate =
    monthIndex >= 0 && monthIndex <= 11 && Number(groups['day']) >= 1 && Number(groups['day']) <= 31;
  if (!isDate || hour > 23 || minute > 59 || second >= 61) return undefined;
  const date = new Date(0);
  // A day beyond the end of its month rolls over into the next month, and a leap second into the next minute.
  date.setUTCFullYear(fullYear(groups['year'] ?? '', nowInMs), monthIndex, Number(groups['day']));
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(groups['zone'] ?? '') ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000;
}

/** A two-digit year more than 50 years ahead means the most recent past year with these digits (RFC 9110). */
function fullYear(digits: string, nowInMs: number): number {
  if (digits.length > 2) return Number(digits);
  const thisYear = new Date(nowInMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
}
