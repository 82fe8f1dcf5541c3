import { type CatalogueEntry, type KnownService, products } from './catalogue.ts';
import { createCustomer, type Customer } from './facts.ts';
import { hash, hashFraction, numberedGuid, positionInGuid } from './hash.ts';
import { type Holding, holdingsOf } from './holding.ts';

const firstWords = (
  'Alpine Baltic Cedar Delta Ember Fjord Granite Harbour Island Juniper ' +
  'Kestrel Lagoon Meadow Northern Orchard Prairie Quarry Río Søndre Żuraw'
).split(' ');
const trades = 'Bakery Cycles Dental Energy Freight Glass Hotels Insurance Joinery Kitchens'.split(' ');
const forms = ['AB', 'GmbH', 'K.K.', 'Ltd', 'Oy', 'S.A.', 'Sp. z o.o.', "& Sons'", '株式会社', 'Inc.'];

const suites = [
  products.businessEssentials,
  products.businessPremium,
  products.enterpriseE1,
  products.enterpriseE3,
];
const extras = [
  products.exchangePlan1,
  products.exchangeArchiving,
  products.sharePointPlan1,
  products.crmProfessional,
  products.crmBasic,
];

/** Salts keep the decisions about one customer independent of each other. */
const salt = {
  name: 11,
  trade: 12,
  form: 13,
  suite: 21,
  extra: 22,
  trial: 23,
  seats: 31,
  direct: 32,
  use: 41,
};

export function computedCustomer(seed: number, position: number): Customer {
  const word = (list: readonly string[], kind: number): string =>
    list[hash(seed, position, kind) % list.length] ?? '';
  const name = `${word(firstWords, salt.name)} ${word(trades, salt.trade)} ${position} ${word(forms, salt.form)}`;
  return createCustomer(numberedGuid(seed, position), name, `customer${position}.onmicrosoft.com`);
}

/** The position of a computed customer, read from the end of its id and then verified by computing the id again. */
export function computedPosition(seed: number, id: string): number | undefined {
  const position = positionInGuid(id);
  return position !== undefined && numberedGuid(seed, position) === id.toLowerCase() ? position : undefined;
}

/**
 * The purchases of a computed customer: one suite, perhaps an extra product, perhaps a trial. One in 25 has nothing.
 */
function purchasesOf(seed: number, position: number): readonly CatalogueEntry[] {
  if (hash(seed, position, salt.suite) % 25 === 0) return [];
  const suite = suites[hash(seed, position, salt.suite, 1) % suites.length];
  const extra = extras[hash(seed, position, salt.extra) % (extras.length * 2)];
  const trial = hash(seed, position, salt.trial) % 10 === 0 ? products.teamsExploratory : undefined;
  return [suite, extra, trial].filter((bought) => bought !== undefined);
}

/** How many holdings of the chosen services `computedHoldings` would return. */
export function computedHoldingCount(
  seed: number,
  position: number,
  isChosen: (service: KnownService) => boolean,
): number {
  return purchasesOf(seed, position).reduce(
    (count, { service, workloads }) => count + (isChosen(service) ? workloads.length : 0),
    0,
  );
}

export function computedHoldings(seed: number, position: number): readonly Holding[] {
  const channel = hash(seed, position, salt.direct) % 8 === 0 ? 'direct' : 'reseller';
  return purchasesOf(seed, position).flatMap((bought, order) => {
    const isTrial = bought === products.teamsExploratory;
    const seats = 1 + Math.floor(400 * hashFraction(seed, position, salt.seats, order) ** 3);
    const active = bought.workloads.map((_, workload) => {
      // The top of the range is above 1: some customers use more than they are entitled to.
      const share = 1.1 * hashFraction(seed, position, salt.use, order * 16 + workload);
      return Math.floor(seats * share);
    });
    return holdingsOf(bought, isTrial ? 0 : seats, active, channel);
  });
}
