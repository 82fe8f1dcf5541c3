import type { KnownService } from './catalogue.ts';

const dayInMs = 86_400_000;

/** Snapshots are weekly and reach back two years. */
export const weeksOfHistory = 104;

/** The days on which each service was processed, newest first. */
export interface Snapshots {
  days(service: KnownService): readonly string[];
  latestDay(service: KnownService): string;
  /** How many weeks before the latest one the service was processed on this day; `undefined` when it was not. */
  weeksAgo(service: KnownService, day: string): number | undefined;
}

/** @param latest The day (`YYYY-MM-DD`) of each service's latest snapshot. */
export function createSnapshots(
  latest: Readonly<Record<KnownService['code'], string>>,
  weeks: number,
): Snapshots {
  // A map, because every row of a fleet is looked up here.
  const positions = { o365: positionsOf(latest.o365, weeks), crm: positionsOf(latest.crm, weeks) };
  return {
    days: (service) => [...positions[service.code].keys()],
    latestDay: (service) => latest[service.code],
    weeksAgo: (service, day) => positions[service.code].get(day),
  };
}

function positionsOf(latest: string, weeks: number): ReadonlyMap<string, number> {
  return new Map(
    Array.from({ length: weeks }, (_, week) => [isoDay(Date.parse(latest) - week * 7 * dayInMs), week]),
  );
}

/** The latest days of both services when Office 365 was processed on `day`: Dynamics follows a day later, as in the documented answer. */
export function latestFrom(day: string): Readonly<Record<KnownService['code'], string>> {
  return { o365: day, crm: isoDay(Date.parse(day) + dayInMs) };
}

/**
 * Thursday of last week, with weeks from Monday to Sunday in UTC. For the time of the documented answers, it is their
 * own day.
 */
export function thursdayOfLastWeek(now: number): string {
  const daysSinceMonday = (new Date(now).getUTCDay() + 6) % 7;
  return isoDay(now - (daysSinceMonday + 4) * dayInMs);
}

function isoDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}
