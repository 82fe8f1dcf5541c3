import { products, workloads } from './catalogue.ts';
import { customer } from './customer.ts';
import { type CustomerHoldings, holdingsOf } from './holding.ts';

/** The customer whose answer is printed on the page of the customer operation. */
export const documentedCustomerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

/** The processed dates printed on the pages of the two superseded operations: each service has its own. */
export const documentedDates = { o365: '2017-03-09', crm: '2017-03-10' } as const;

/**
 * The facts behind the documented answers. The first customer's five rows are printed on its page; the second is the one
 * that the superseding operation's page prints, extended by the two Dynamics rows that the partner page's totals imply.
 */
export const documentedHoldings: readonly CustomerHoldings[] = [
  {
    customer: customer(
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
    customer: customer('0112a436-b14e-4888-967b-ca4bb2cf1234', 'TEST COMPANY', 'testcompany.onmicrosoft.com'),
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
