import { byCodeUnits, type Entry } from './pair-entries.ts';
import type { ParityKey, ParitySide, ParitySnapshot } from './parity-report.ts';

interface Side {
  insights: number;
  readonly instants: Set<number>;
}

interface Service {
  readonly serviceCode: string | null;
  readonly legacy: Side;
  readonly current: Side;
}

/** The snapshots of both sides, by service. */
export function snapshotsOf<Key extends ParityKey, Field extends string>(
  legacy: Iterable<Entry<Key, Field>>,
  current: Iterable<Entry<Key, Field>>,
): ParitySnapshot[] {
  const services = new Map<string | null, Service>();
  const count = (entry: Entry<Key, Field>, side: 'legacy' | 'current') => {
    const serviceCode = foldedService(entry);
    const service = services.get(serviceCode) ?? {
      serviceCode,
      legacy: { insights: 0, instants: new Set<number>() },
      current: { insights: 0, instants: new Set<number>() },
    };
    services.set(serviceCode, service);
    service[side].insights += 1;
    for (const instant of entry.instants) service[side].instants.add(instant);
  };
  for (const entry of legacy) count(entry, 'legacy');
  for (const entry of current) count(entry, 'current');
  return [...services.values()]
    .sort((one, other) => byCodeUnits(one.serviceCode ?? '', other.serviceCode ?? ''))
    .map((service) => ({
      serviceCode: service.serviceCode,
      snapshots: compareInstants(service.legacy.instants, service.current.instants),
      legacy: toSide(service.legacy),
      current: toSide(service.current),
    }));
}

/** The service of an entry in lower case, as snapshots have it. */
export function foldedService({ serviceCode }: { readonly serviceCode: string | null }): string | null {
  return serviceCode?.toLowerCase() ?? null;
}

function compareInstants(legacy: ReadonlySet<number>, current: ReadonlySet<number>) {
  if (legacy.size === 0 || current.size === 0) return 'unknown';
  const isSame = legacy.size === current.size && [...legacy].every((instant) => current.has(instant));
  return isSame ? 'same' : 'different';
}

function toSide({ insights, instants }: Side): ParitySide {
  const dates = [...instants]
    .sort((one, other) => one - other)
    .map((instant) => new Date(instant).toISOString().replace('.000Z', 'Z'));
  return { insights, dates };
}
