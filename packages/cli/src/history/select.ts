import type { HistoryField, HistoryKind, HistoryWhere } from '@licenses-usage/history';
import { CommandError } from '../exit.ts';

const fields: readonly HistoryField[] = ['service', 'workload', 'channel', 'customer', 'product'];
const selectors = ['partner', ...fields] as const;

/** Reads the list after `--by`. */
export function readFields(list: string): readonly HistoryField[] {
  return list.split(',').map((name) => {
    const field = fields.find((known) => known === name.trim());
    if (field === undefined)
      throw new CommandError(`--by: ${name.trim()} is not one of ${fields.join(', ')}.`);
    return field;
  });
}

/** Reads the conditions after `--only` and `--except`, such as `product=Office 365 E3`; several of one field mean any of them. */
export function readWhere(option: string, conditions: readonly string[] = []): HistoryWhere {
  const found = new Map<string, string[]>();
  for (const condition of conditions) {
    const equals = condition.indexOf('=');
    const name = selectors.find((known) => known === condition.slice(0, Math.max(0, equals)).trim());
    const value = condition.slice(equals + 1).trim();
    if (name === undefined || value === '')
      throw new CommandError(
        `${option} takes a field and a value, such as product=Visio. Fields: ${selectors.join(', ')}.`,
      );
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return Object.fromEntries(found);
}

export function readKind(deployment: true | undefined): HistoryKind {
  return deployment ? 'deployment' : 'usage';
}
