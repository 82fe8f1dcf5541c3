import { createClient, type CustomerLicensesUsageInsights } from '@licenses-usage/client';
import {
  compareFleetUsage,
  comparePartnerUsage,
  listCustomerUsage,
  overallVerdict,
  readPartnerUsageRows,
  type CustomerParityReport,
  type ParityVerdict,
} from '@licenses-usage/client/migrate';

import { createEmulator } from '@licenses-usage/emulator';
import { editedFetch } from './edited-fetch.ts';
import { type CustomerKind, seeds, type Seed } from './seeds.ts';

export interface SeededFleet {
  readonly rows: number;
  readonly customers: number;
  readonly requests: number;
  /** The number of customers by verdict. */
  readonly verdicts: Readonly<Record<ParityVerdict, number>>;
  /** The reports on customers with a seed, by seed. */
  readonly seeded: ReadonlyMap<string, string>;
  /** Unexpected reports, and missing ones. */
  readonly surprises: readonly string[];
  readonly partner: { readonly walked: ParityVerdict; readonly grouped: ParityVerdict };
  readonly overall: ParityVerdict;
}

/** Puts each seed into one customer of a fleet, compares the whole fleet, and checks every report. */
export async function compareSeededFleet(customers: number, seed: number): Promise<SeededFleet> {
  const emulator = createEmulator({ customers, seed, snapshotDate: '2017-03-09' });
  let requests = 0;
  const edits = new Map<string, Seed>();
  const edited = editedFetch(emulator.fetch, edits);
  const client = createClient({
    credential: () => 'demo-token',
    fetch: (input, init) => {
      requests += 1;
      return edited(input, init);
    },
  });

  let rows = 0;
  const withRows = new Set<string>();
  const able = { plain: new Array<string>(), trial: new Array<string>() };
  for await (const { customerId, usage } of listCustomerUsage(client)) {
    if (customerId === null) continue;
    rows += usage.items.length;
    withRows.add(customerId);
    const kind = kindOf(usage.items);
    if (kind !== undefined) able[kind].push(customerId);
  }
  for (const kind of ['plain', 'trial'] as const) {
    const own = seeds.filter(({ needs = 'plain' }) => needs === kind);
    const stride = Math.floor(able[kind].length / own.length);
    if (stride === 0)
      throw new Error(`A fleet of ${customers} has no room for ${own.length} seeds (${kind}).`);
    for (const [index, one] of own.entries()) edits.set(able[kind][index * stride] ?? '', one);
  }

  const verdicts = { agree: 0, differ: 0, 'not-comparable': 0, 'no-data': 0 };
  const seeded = new Map<string, string>();
  const surprises: string[] = [];
  const given = new Set<ParityVerdict>();
  let compared = 0;
  for await (const parity of compareFleetUsage(client, {
    customers: client.listCustomers(),
    concurrency: 16,
  })) {
    if (parity.status !== 'compared') {
      surprises.push(`${parity.customerId}: ${parity.status}`);
      continue;
    }
    compared += 1;
    verdicts[parity.report.verdict] += 1;
    given.add(parity.report.verdict);
    const own = edits.get(parity.customerId);
    const said = outcomeOf(parity.report);
    const expected = own === undefined ? untouched(withRows.has(parity.customerId)) : describe(own);
    if (own !== undefined) seeded.set(own.title, said);
    if (said !== expected)
      surprises.push(`${parity.customerId} ${own?.title ?? 'untouched'}: ${said}, not ${expected}`);
  }
  if (compared !== customers) surprises.push(`${compared} of ${customers} customers were compared`);

  const legacy = await client.getPartnerLicensesUsage();
  const walked = await comparePartnerUsage(legacy, client.listLicensesUsage());
  const grouped = comparePartnerUsage(legacy, await readPartnerUsageRows(client));
  return {
    rows,
    customers: compared,
    requests,
    verdicts,
    seeded,
    surprises,
    partner: { walked: walked.verdict, grouped: grouped.verdict },
    overall: overallVerdict(given),
  };
}

function kindOf(items: readonly CustomerLicensesUsageInsights[]): CustomerKind | undefined {
  const trials = items.filter((item) => item.licensesQualified === 0).length;
  if (trials > 0) return trials === 1 ? 'trial' : undefined;
  return items.length >= 3 && items.every((item) => item.serviceCode === 'o365') ? 'plain' : undefined;
}

/** A report in one line: the verdict and the number of differences. */
function outcomeOf({
  verdict,
  changed,
  onlyInLegacy,
  onlyInCurrent,
  asOf,
  duplicates,
}: CustomerParityReport): string {
  return describe({
    verdict,
    changed: changed.map(({ field }) => field),
    onlyInLegacy: onlyInLegacy.length,
    onlyInCurrent: onlyInCurrent.length,
    apart: asOf.filter(({ snapshots }) => snapshots === 'different').length,
    duplicates: duplicates.length,
  });
}

function untouched(hasRows: boolean): string {
  return describe({ verdict: hasRows ? 'agree' : 'no-data' });
}

function describe(outcome: Omit<Seed, 'title' | 'edit'>): string {
  const { verdict, changed = [], onlyInLegacy = 0, onlyInCurrent = 0, apart = 0, duplicates = 0 } = outcome;
  return [
    verdict,
    ...changed,
    ...(onlyInLegacy > 0 ? [`${onlyInLegacy} only in legacy`] : []),
    ...(onlyInCurrent > 0 ? [`${onlyInCurrent} only in current`] : []),
    ...(apart > 0 ? [`${apart} not comparable`] : []),
    ...(duplicates > 0 ? [`${duplicates} several times`] : []),
  ].join(', ');
}
