import { type Entry, groupByName } from './pair-entries.ts';
import type { ParitySide, ParitySnapshot } from './parity-report.ts';

/** The snapshots of both sides, by service. */
export function snapshotsOf(legacy: readonly Entry[], current: readonly Entry[]): ParitySnapshot[] {
  return groupByName({ legacy, current }, serviceOf).map((service) => {
    const [before, after] = [toSide(service.legacy), toSide(service.current)];
    const snapshots = compareDates(before.dates, after.dates);
    return { serviceCode: service.name, snapshots, legacy: before, current: after };
  });
}

/** The service of an entry in lower case, as snapshots have it. */
export function serviceOf({ key }: Entry): string | null {
  return key.serviceCode?.toLowerCase() ?? null;
}

function toSide(entries: readonly Entry[]): ParitySide {
  const instants = [...new Set(entries.flatMap((entry) => entry.instants))].sort((one, other) => one - other);
  const dates = instants.map((instant) => new Date(instant).toISOString().replace('.000Z', 'Z'));
  return { insights: entries.length, dates };
}

function compareDates(legacy: readonly string[], current: readonly string[]) {
  if (legacy.length === 0 || current.length === 0) return 'unknown';
  return legacy.join() === current.join() ? 'same' : 'different';
}
