import type { CustomerParityReport } from '@licenses-usage/client/migrate';

/** An item of the superseded operation's answer, on the wire. */
export type Item = Readonly<Record<string, unknown>>;

/** A difference in the superseded operation's answer for one customer, and the expected report. */
export interface Seed {
  readonly title: string;
  /** Which customers can have it. Default: `plain`. */
  readonly needs?: CustomerKind;
  readonly edit: (items: readonly Item[]) => readonly Item[];
  readonly verdict: CustomerParityReport['verdict'];
  /** The fields that are reported as changed, one for each change. */
  readonly changed?: readonly string[];
  readonly onlyInLegacy?: number;
  readonly onlyInCurrent?: number;
  /** Services that are reported as not comparable. */
  readonly apart?: number;
  readonly duplicates?: number;
}

/**
 * `plain`: three rows of Office 365 or more, none of another service, and something is qualified in all of them. `trial`: one row
 * in which nothing is qualified, and no other such row.
 */
export type CustomerKind = 'plain' | 'trial';

const first =
  (change: (item: Item) => Item): Seed['edit'] =>
  (items) =>
    items.map((item, index) => (index === 0 ? change(item) : item));

const every =
  (change: (item: Item) => Item): Seed['edit'] =>
  (items) =>
    items.map(change);

const onTrials =
  (change: Item): Seed['edit'] =>
  (items) =>
    items.map((item) => (item['licensesQualified'] === 0 ? { ...item, ...change } : item));

const upper = (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value);
const renamed = (title: string, change: (item: Item) => Item): Seed => ({
  title,
  edit: first(change),
  verdict: 'differ',
  onlyInLegacy: 1,
  onlyInCurrent: 1,
});
const changed = (title: string, fields: readonly string[], change: (item: Item) => Item): Seed => ({
  title,
  edit: first(change),
  verdict: 'differ',
  changed: fields,
});
const harmless = (title: string, change: (item: Item) => Item): Seed => ({
  title,
  edit: every(change),
  verdict: 'agree',
});
const apart = (title: string, edit: Seed['edit']): Seed => ({
  title,
  edit,
  verdict: 'not-comparable',
  apart: 1,
});

export const seeds: readonly Seed[] = [
  changed('one more is active', ['licensesActive'], (item) => ({
    ...item,
    licensesActive: Number(item['licensesActive']) + 1,
  })),
  changed('one more is qualified', ['licensesQualified'], (item) => ({
    ...item,
    licensesQualified: Number(item['licensesQualified']) + 1,
  })),
  changed('the second decimal', ['usagePercent'], (item) => ({
    ...item,
    usagePercent: Number(item['usagePercent']) + 0.01,
  })),
  changed('a percentage far above 100', ['usagePercent'], (item) => ({ ...item, usagePercent: 12_345.67 })),
  changed('no percentage where there is one', ['usagePercent'], (item) => ({ ...item, usagePercent: null })),
  changed('a customer by another name', ['customerName'], (item) => ({ ...item, customerName: 'RENAMED' })),
  changed('a display name for the service', ['serviceName'], (item) => ({
    ...item,
    serviceName: 'Microsoft 365',
    serviceCode: 'o365',
  })),
  changed('the code of another workload', ['workloadCode'], (item) => ({ ...item, workloadCode: 'NONE' })),
  renamed('a product by another name', (item) => ({ ...item, productName: 'RENAMED' })),
  renamed('a workload by another name', (item) => ({ ...item, workloadName: 'RENAMED' })),
  renamed('the workload of another service', (item) => ({ ...item, serviceName: 'crm' })),
  renamed('another channel', (item) => ({ ...item, channel: 'elsewhere' })),
  { title: 'a row less', edit: (items) => items.slice(1), verdict: 'differ', onlyInCurrent: 1 },
  {
    title: 'a row more',
    edit: (items) => [...items, ...items.slice(0, 1).map((item) => ({ ...item, productName: 'ONE MORE' }))],
    verdict: 'differ',
    onlyInLegacy: 1,
  },
  {
    title: 'a row of zeros more',
    edit: (items) => [
      ...items,
      ...items.slice(0, 1).map((item) => ({
        ...item,
        productName: 'NOTHING',
        licensesActive: 0,
        licensesQualified: 0,
        usagePercent: 0,
      })),
    ],
    verdict: 'differ',
    onlyInLegacy: 1,
  },
  {
    title: 'a row twice',
    edit: (items) => [...items, ...items.slice(0, 1)],
    verdict: 'differ',
    onlyInLegacy: 1,
    duplicates: 1,
  },
  apart(
    'the snapshot of a week before',
    every((item) => ({ ...item, processedDateTime: '2017-03-02T00:00:00Z' })),
  ),
  apart(
    'another time zone',
    every((item) => ({ ...item, processedDateTime: '2017-03-09T00:00:00+01:00' })),
  ),
  apart(
    'another snapshot of one row',
    first((item) => ({ ...item, processedDateTime: '2017-03-16T00:00:00Z' })),
  ),
  apart(
    'another snapshot and other counts',
    every((item) => ({ ...item, processedDateTime: '2017-03-02T00:00:00Z', licensesActive: 1_000_000 })),
  ),
  harmless('counts as text', (item) => ({
    ...item,
    licensesActive: String(item['licensesActive']),
    licensesQualified: `${Number(item['licensesQualified'])}.0`,
  })),
  harmless('capitals', (item) => ({
    ...item,
    serviceName: upper(item['serviceName']),
    channel: upper(item['channel']),
    workloadName: upper(item['workloadName']),
  })),
  harmless('dates without an offset', (item) => ({ ...item, processedDateTime: '2017-03-09T00:00:00' })),
  harmless('no dates', (item) => ({ ...item, processedDateTime: null })),
  {
    title: 'a percentage of what nothing qualifies for',
    needs: 'trial',
    edit: onTrials({ usagePercent: 100 }),
    verdict: 'differ',
    changed: ['usagePercent'],
  },
  {
    title: 'null for the percentage of what nothing qualifies for',
    needs: 'trial',
    edit: onTrials({ usagePercent: null }),
    verdict: 'agree',
  },
  { title: 'another order', edit: (items) => items.toReversed(), verdict: 'agree' },
];
