import { products, workloads } from './catalogue.ts';
import { createCustomer, type Customer } from './facts.ts';
import { type CustomerHoldings, holdingsOf } from './holding.ts';

/** The customer in the documentation of the customer operation. */
export const documentedCustomerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

/** The processed dates in the documentation of the two superseded operations. Each service has its own. */
export const documentedDates = { o365: '2017-03-09', crm: '2017-03-10' } as const;

/**
 * The facts behind the documented answers. The five rows of the first customer are documented. The second customer is
 * from the page of the superseding operation, with two more Dynamics rows that the totals on the partner page imply.
 */
export const documentedHoldings: readonly CustomerHoldings[] = [
  {
    customer: createCustomer(
      documentedCustomerId,
      'DT DEMO CSP CUSTOMER 005',
      'dtdemocspcustomer005.onmicrosoft.com',
    ),
    holdings: [
      ...holdingsOf(products.businessEssentials, 1, [0, 0, 0]),
      ...holdingsOf(products.exchangePlan1, 5, [0]),
      ...holdingsOf(products.exchangeArchiving, 2, [0]),
    ],
  },
  {
    customer: createCustomer(
      '0112a436-b14e-4888-967b-ca4bb2cf1234',
      'TEST COMPANY',
      'testcompany.onmicrosoft.com',
    ),
    holdings: [
      {
        product: products.enterpriseE3,
        workload: workloads.sharePoint,
        channel: 'reseller',
        active: 0,
        qualified: 1,
      },
      ...holdingsOf(products.exchangeProtection, 1, [0]),
      ...holdingsOf(products.crmProfessional, 3, [0, 0]),
    ],
  },
];

/** Ids end in the position, so that they are recognisable in a log. */
function namedCustomer(position: number, name: string, domain: string): Customer {
  const id = `3f0c9a52-6d1b-4e8f-9a07-${String(position).padStart(12, '0')}`;
  return createCustomer(id, name, `${domain}.onmicrosoft.com`);
}

/**
 * The first customers of every fleet: the two documented ones, and then one for each thing that goes wrong in
 * production.
 */
export const namedCustomers: readonly CustomerHoldings[] = [
  ...documentedHoldings,
  {
    customer: namedCustomer(3, "O'Brien Outfitters", 'obrienoutfitters'),
    holdings: [
      ...holdingsOf(products.enterpriseE3, 120, [118, 97, 45, 103, 12, 110]),
      ...holdingsOf(products.crmProfessional, 25, [19, 11]),
    ],
  },
  {
    customer: namedCustomer(4, 'Fabrikam & Daughters', 'fabrikamdaughters'),
    holdings: holdingsOf(products.businessPremium, 40, [38, 22, 9, 31, 35]),
  },
  {
    customer: namedCustomer(5, '青空ソフトウェア株式会社', 'aozorasoftware'),
    holdings: holdingsOf(products.enterpriseE1, 300, [287, 204, 150, 261, 33]),
  },
  {
    customer: namedCustomer(6, 'Bäckerei Sonnenschein 🥨', 'baeckereisonnenschein'),
    holdings: holdingsOf(products.businessEssentials, 8, [7, 3, 0]),
  },
  {
    customer: namedCustomer(7, '=Equals Engineering', 'equalsengineering'),
    holdings: holdingsOf(products.exchangePlan2, 60, [54]),
  },
  {
    customer: namedCustomer(8, 'شركة النخيل التجارية', 'alnakheeltrading'),
    holdings: [
      ...holdingsOf(products.businessPremium, 75, [71, 40, 12, 55, 69]),
      ...holdingsOf(products.crmBasic, 10, [6]),
    ],
  },
  {
    // More people use Yammer than are entitled to: 164 of 50 is 328 %.
    customer: namedCustomer(9, 'Adventure Works Cycles', 'adventureworkscycles'),
    holdings: [
      ...holdingsOf(products.yammerEnterprise, 50, [164]),
      ...holdingsOf(products.exchangePlan1, 200, [176]),
    ],
  },
  {
    // A trial grants no entitlement, but its activity counts. The second trial has no activity.
    customer: namedCustomer(10, 'Wide World Importers', 'wideworldimporters'),
    holdings: [
      ...holdingsOf(products.teamsExploratory, 0, [14]),
      ...holdingsOf(products.yammerEnterprise, 0, [0]),
    ],
  },
  {
    // Empty is not zero: this customer has no rows at all.
    customer: namedCustomer(11, 'Northwind Traders', 'northwindtraders'),
    holdings: [],
  },
  {
    // The same product through two channels: two rows that differ only in the channel and the counts.
    customer: namedCustomer(12, 'Tailspin Toys', 'tailspintoys'),
    holdings: [
      ...holdingsOf(products.exchangePlan1, 30, [21]),
      ...holdingsOf(products.exchangePlan1, 12, [12], 'direct'),
    ],
  },
];

/** A customer of another partner. A request for its usage is refused with 403 and code 20002. */
export const foreignCustomerId = '20002f0e-1a2b-4c3d-8e4f-000000020002';
