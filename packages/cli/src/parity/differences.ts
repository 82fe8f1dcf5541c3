import type { ParityKey, ParityReport, ParityValue } from '@licenses-usage/client/migrate';

/** One figure that differs between the two operations. */
export interface Difference {
  readonly where: string;
  readonly field: string;
  readonly legacy: string;
  readonly current: string;
}

export function* differencesOf(report: ParityReport): Generator<Difference> {
  const { decimals } = report.tolerance;
  for (const { key, field, legacy, current } of report.changed) {
    const values = {
      legacy: describeValue(field, legacy, decimals),
      current: describeValue(field, current, decimals),
    };
    yield { where: describeKey(key), field, ...values };
  }
  for (const { key, values } of report.onlyInLegacy) {
    for (const [field, value] of figuresOf(values)) {
      yield {
        where: describeKey(key),
        field,
        legacy: describeValue(field, value, decimals),
        current: 'missing',
      };
    }
  }
  for (const { key, values } of report.onlyInCurrent) {
    for (const [field, value] of figuresOf(values)) {
      yield {
        where: describeKey(key),
        field,
        legacy: 'missing',
        current: describeValue(field, value, decimals),
      };
    }
  }
}

/** Leaves out text fields: they are part of the key. */
function figuresOf(values: Readonly<Record<string, ParityValue | undefined>>): [string, ParityValue][] {
  return Object.entries(values).flatMap(([field, value = null]) =>
    typeof value === 'string' ? [] : [[field, value]],
  );
}

function describeKey(key: ParityKey): string {
  return Object.values(key)
    .map((part) => part ?? '–')
    .join(' · ');
}

function describeValue(field: string, value: ParityValue, decimals: number): string {
  if (value === null) return '–';
  return typeof value === 'number' && /percent/i.test(field) ? value.toFixed(decimals) : String(value);
}

export function describeDates(dates: readonly string[]): string {
  return dates.length === 0 ? 'not told' : dates.map((date) => date.slice(0, 10)).join(', ');
}
