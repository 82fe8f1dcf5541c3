import type { KnownService } from './catalogue.ts';

const dayInMs = 86_400_000;

/** Snapshots are weekly and reach back two years. */
export const weeksOfHistory = 104;

/** The days on which each service was processed, newest first. */
export interface Snapshots {
  readonly weeks: number;
  dayOf(service: KnownService, weeksAgo: number): string;
  /** How many weeks before the latest one the service was processed on this day; `undefined` when it was not. */
  weeksAgo(service: KnownService, day: string): number | undefined;
}

/** @param latest The day (`YYYY-MM-DD`) of each service's latest snapshot. */
export function createSnapshots(
  latest: Readonly<Record<KnownService['code'], string>>,
  weeks: number,
): Snapshots {
  const newest = { o365: Date.parse(latest.o365), crm: Date.parse(latest.crm) };
  const days = { o365: daysBack(newest.o365, weeks), crm: daysBack(newest.crm, weeks) };
  return {
    weeks,
    dayOf: (service, weeksAgo) => days[service.code][weeksAgo] ?? latest[service.code],
    weeksAgo(service, day) {
      const position = days[service.code].indexOf(day);
      return position === -1 ? undefined : position;
    },
  };
}

function daysBack(newest: number, weeks: number): readonly string[] {
  return Array.from({ length: weeks }, (_, week) => isoDay(newest - week * 7 * dayInMs));
}

/** The latest days of both services when Office 365 was processed on `day`: Dynamics follows a day later, as in the documented answer. */
export function latestFrom(day: string): Readonly<Record<KnownService['code'], string>> {
  return { o365: day, crm: isoDay(Date.parse(day) + dayInMs) };
}

function isoDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}
