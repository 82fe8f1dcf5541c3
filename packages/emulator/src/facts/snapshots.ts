import type { Service } from './facts.ts';

const dayInMs = 86_400_000;

/** Snapshots are weekly and reach back two years. */
export const weeksOfHistory = 104;

/** The days on which each service was processed, newest first. */
export interface Snapshots {
  readonly weeks: number;
  dateOf(service: Service, weeksAgo: number): string;
  /** How many weeks before the latest one the service was processed on this date; `undefined` when it was not. */
  weeksAgo(service: Service, date: string): number | undefined;
}

/** @param latest The day (`YYYY-MM-DD`) of each service's latest snapshot. */
export function createSnapshots(latest: Readonly<Record<Service['code'], string>>, weeks: number): Snapshots {
  const newest = { o365: Date.parse(latest.o365), crm: Date.parse(latest.crm) };
  const dates = { o365: datesBack(newest.o365, weeks), crm: datesBack(newest.crm, weeks) };
  return {
    weeks,
    dateOf: (service, weeksAgo) => dates[service.code][weeksAgo] ?? latest[service.code],
    weeksAgo(service, date) {
      const position = dates[service.code].indexOf(date);
      return position === -1 ? undefined : position;
    },
  };
}

function datesBack(newest: number, weeks: number): readonly string[] {
  return Array.from({ length: weeks }, (_, week) => isoDay(newest - week * 7 * dayInMs));
}

/** The latest days of both services when Office 365 was processed on `date`: Dynamics follows a day later, as in the documented answer. */
export function latestFrom(date: string): Readonly<Record<Service['code'], string>> {
  return { o365: date, crm: isoDay(Date.parse(date) + dayInMs) };
}

function isoDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}
