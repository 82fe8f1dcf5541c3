import { refuse } from '../errors/configuration-error.ts';

const isoDateTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?<offset>Z|[+-]\d{2}:\d{2})?$/;

/**
 * Milliseconds since 1970. The service leaves the offset out and means UTC, whereas `Date` assumes local time.
 * @throws {ConfigurationError} for text that is not a date.
 */
export function instantOf(dateTime: string): number {
  const match = isoDateTime.exec(dateTime);
  const isLocal = dateTime.includes('T') && match?.groups?.['offset'] === undefined;
  const instant = match === null ? Number.NaN : Date.parse(isLocal ? `${dateTime}Z` : dateTime);
  if (!Number.isNaN(instant)) return instant;
  return refuse('processedDateTime', 'a date and time in ISO 8601 form', dateTime, `'2018-10-14T00:00:00Z'`);
}

/**
 * A date as the client delivers it. Dates of raw rows have no offset, and get the `Z` that the service leaves out.
 * @throws {ConfigurationError} for text that is not a date.
 */
export function withOffset(dateTime: string | null | undefined): string | null {
  if (dateTime === null || dateTime === undefined) return null;
  const instant = instantOf(dateTime);
  if (!dateTime.includes('T')) return new Date(instant).toISOString().replace('.000Z', 'Z');
  return isoDateTime.exec(dateTime)?.groups?.['offset'] === undefined ? `${dateTime}Z` : dateTime;
}

/** The later of two dates, unchanged. Any date is later than `null`. */
export function latestDateTime(one: string | null, other: string | null): string | null {
  if (one === null || other === null || one === other) return one ?? other;
  return instantOf(other) > instantOf(one) ? other : one;
}
