import { CommandError } from '../exit.ts';
import { type Html, html } from './html.ts';

/** Numbers and dates as a locale writes them. */
export interface Formats {
  readonly count: (value: number) => string;
  /** Formats a share, which may exceed 1, as a percentage; a dash if there is none. A share above 100 % is marked. */
  readonly share: (value: number | null) => string;
  /** A share without decimals. */
  readonly wholeShare: (value: number) => string;
  /** A change with its sign; `±0` if there is none. */
  readonly change: (value: number) => string;
  /** A difference of two shares in percentage points, with its sign. */
  readonly points: (value: number) => string;
  /** A day (`YYYY-MM-DD`) with the name of its month. */
  readonly day: (day: string) => Html;
  /** A moment, in UTC. */
  readonly moment: (iso: string) => Html;
  /** The locale of the file, for marking up text. */
  readonly locale: string;
}

/** @throws {CommandError} for an invalid tag, and for a locale without data. */
export function readLocale(tag: string): string {
  try {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf(tag);
    if (known !== undefined) return known;
  } catch {
    // Not a tag at all.
  }
  throw new CommandError(
    `--locale takes a language and a region, such as de-DE or en-US; received "${tag}".`,
  );
}

export function createFormats(locale: string): Formats {
  const decimals = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const counts = new Intl.NumberFormat(locale);
  const changes = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', ...decimals });
  const whole = new Intl.NumberFormat(locale, { style: 'percent' });
  const points = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', ...decimals });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const time = (iso: string, text: string) => html`<time datetime="${iso}" lang="${locale}">${text}</time>`;
  return {
    locale,
    count: (value) => counts.format(value),
    share: (value) => (value === null ? '–' : percents.format(value) + (value > 1 ? '\u00A0▲' : '')),
    wholeShare: (value) => whole.format(value),
    change: (value) => (value === 0 ? `±${counts.format(0)}` : signed(changes, value)),
    points: (value) => signed(points, 100 * value),
    day: (day) => time(day, days.format(Date.parse(`${day}T00:00:00Z`))),
    moment: (iso) => html`${time(iso, moments.format(Date.parse(iso)))} UTC`,
  };
}

/** Uses a minus sign as wide as the plus sign, where most locales have a hyphen. */
function signed(format: Intl.NumberFormat, value: number): string {
  return format
    .formatToParts(value)
    .map((part) => (part.type === 'minusSign' ? part.value.replace('-', '−') : part.value))
    .join('');
}
