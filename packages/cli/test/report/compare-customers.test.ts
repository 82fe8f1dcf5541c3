import { describe, expect, test } from 'vitest';
import { CustomerUsage } from '../../src/report/compare-customers.ts';
import { factsWith, pageOf, textOf } from '../support/report.ts';

type Line = readonly [customer: string, workload: string, active: number, qualified: number];

function usageOf(...lines: readonly Line[]): CustomerUsage {
  const usage = new CustomerUsage();
  for (const [customerName, workloadName, licensesActive, licensesQualified] of lines) {
    const customerId = customerName.toLowerCase();
    const workload = { serviceCode: 'o365', serviceName: 'Office', workloadName };
    usage.add({ customerId, customerName, ...workload, licensesActive, licensesQualified });
  }
  return usage;
}

describe('customers at risk', () => {
  test('are grouped with the workloads that they use too little, most unused licences first', () => {
    const { items, total } = usageOf(
      ['Contoso', 'Exchange', 90, 100],
      ['Contoso', 'Teams', 10, 100],
      ['Contoso', 'Yammer', 1, 100],
      ['Fabrikam', 'Teams', 0, 500],
      ['Northwind', 'Teams', 40, 100],
      ['Tailspin', 'Teams', 3, 0],
      ['Woodgrove', 'Teams', 0, 10],
    ).atRisk(2);
    expect(total).toBe(3);
    expect(
      items.map(({ name, workloads }) => [name, ...workloads.map((usage) => usage.workloadName)]),
    ).toStrictEqual([
      ['Fabrikam', 'Teams'],
      ['Contoso', 'Yammer', 'Teams'],
    ]);
  });

  test('have the sum of rows of one workload', () => {
    const { items } = usageOf(['Contoso', 'Teams', 1, 60], ['Contoso', 'Teams', 2, 40]).atRisk(1);
    expect(items[0]?.workloads).toMatchObject([{ licensesActive: 3, licensesQualified: 100 }]);
  });
});

describe('movers', () => {
  const earlier = usageOf(
    ['Contoso', 'Exchange', 50, 100],
    ['Contoso', 'Teams', 50, 100],
    ['Fabrikam', 'Teams', 50, 100],
    ['Northwind', 'Teams', 5, 10],
  );
  const later = usageOf(
    ['Contoso', 'Exchange', 60, 100],
    ['Contoso', 'Teams', 20, 100],
    ['Contoso', 'Yammer', 70, 100],
    ['Fabrikam', 'Teams', 75, 100],
    ['Woodgrove', 'Teams', 0, 10],
  );

  test('rose and fell by active licences, came and went with all their rows', () => {
    const { rose, fell, came, went } = later.changesSince(earlier, 12);
    expect(rose.items.map(({ customerName, workloadName }) => [customerName, workloadName])).toStrictEqual([
      ['Fabrikam', 'Teams'],
      ['Contoso', 'Exchange'],
    ]);
    expect(fell.items).toMatchObject([
      { customerName: 'Contoso', licensesActive: 20, previous: { licensesActive: 50 } },
    ]);
    expect(came.items).toMatchObject([{ customerName: 'Woodgrove', workloads: [{ licensesActive: 0 }] }]);
    expect(went.items).toMatchObject([{ customerName: 'Northwind', workloads: [{ licensesActive: 5 }] }]);
  });

  test('are counted when a list is cut, and shown on the page', () => {
    const movers = later.changesSince(earlier, 1);
    expect(movers.rose).toMatchObject({ total: 2, items: [{ customerName: 'Fabrikam' }] });
    const text = textOf(pageOf(factsWith({ movers })));
    expect(text).toContain('compared with the previous snapshot, of 19 November 2026.');
    expect(text).toContain('Rose 1 of 2 shown; --top shows more.');
    expect(text).toContain('New Woodgrove Teams 0 of 10');
    expect(text).toContain('Gone Northwind Teams 5 of 10');
  });
});
