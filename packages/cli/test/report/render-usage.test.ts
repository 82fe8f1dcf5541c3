import { describe, expect, test } from 'vitest';
import type { NamedUsage } from '../../src/report/report-facts.ts';
import { factsWith, pageOf, rowsOf, textOf, workload } from '../support/report.ts';

function product(name: string, ...usages: readonly (readonly [number, number])[]): NamedUsage {
  return { name, workloads: usages.map((counts, index) => workload(`Workload ${index + 1}`, counts)) };
}

const textWith = (facts: Parameters<typeof factsWith>[0]) => textOf(pageOf(factsWith(facts)));

describe('workloads', () => {
  test('show the change of their active licences, or a dash', () => {
    const workloads = [
      workload('Teams', [50, 100], [60, 90]),
      workload('Yammer', [5, 5], [5, 9]),
      workload('Sway', [7, 3]),
    ];
    const page = pageOf(factsWith({ workloads }));
    expect(rowsOf(page, 'Usage by workload')).toStrictEqual([
      ['TeamsMicrosoft Office 365', '50.0%', '50', '100', '−10', '50'],
      ['YammerMicrosoft Office 365', '100.0%', '5', '5', '±0', '0'],
      ['SwayMicrosoft Office 365', '233.3% ▲', '7', '3', '–', '4 over'],
    ]);
    expect(page).toMatch(
      /<thead>[^]*?Workload[^]*?Usage[^]*?Share[^]*?Active[^]*?Qualified[^]*?Change[^]*?Unused[^]*?<\/thead>/,
    );
    expect(textOf(page)).toContain(
      'The change is that of active licences since the previous snapshot. One licence',
    );
  });

  test('have no change without an earlier snapshot', () => {
    const services = [{ serviceCode: 'o365', serviceName: 'Office', day: '2026-11-26', previousDay: null }];
    const page = pageOf(factsWith({ services, workloads: [workload('Teams', [50, 100])] }));
    expect(rowsOf(page, 'Usage by workload')).toStrictEqual([
      ['TeamsMicrosoft Office 365', '50.0%', '50', '100', '50'],
    ]);
    expect(textOf(page)).toContain('Most unused licences first. One licence qualifies for several workloads');
  });
});

describe('customers at risk', () => {
  const customers = { now: 1_234, previous: null };

  test('are counted among all customers, and listed with the workloads that they use too little', () => {
    const items = [product('Contoso', [1, 50], [0, 20]), product('Fabrikam', [1, 10])];
    const page = pageOf(factsWith({ customers, atRisk: { items, total: 2 } }));
    const text = textOf(page);
    expect(text).toContain(
      '2 of 1,234 customers use less than 40% of a workload that they have licences for. Only such workloads are listed.',
    );
    expect(text).not.toContain('--top shows more');
    expect(rowsOf(page, 'Usage of customers at risk')).toStrictEqual([
      ['Contoso'],
      ['Workload 1', '2.0%', '1', '50', '49'],
      ['Workload 2', '0.0%', '0', '20', '20'],
      ['Fabrikam'],
      ['Workload 1', '10.0%', '1', '10', '9'],
    ]);
  });

  test('are cut to the limit, and the page says so', () => {
    const items = ['A', 'B', 'C'].map((name) => product(name, [1, 50]));
    const page = pageOf(factsWith({ customers, top: 2, atRisk: { items, total: 1_500 } }));
    expect(textOf(page)).toContain(
      '2 of 1,500 customers at risk, those with the most unused licences; --top shows more.',
    );
    expect(rowsOf(page, 'Usage of customers at risk')).toHaveLength(4);
  });

  test('have a sentence if there are none', () => {
    const text = textWith({ customers, atRisk: { items: [], total: 0 } });
    expect(text).toContain('No customer uses less than 40% of a workload.');
    expect(text).toContain('0 of 1,234 customers use less');
    expect(pageOf(factsWith({}))).not.toContain('<caption>\nUsage of customers at risk');
  });
});

describe('products', () => {
  test('with fewer than ten licences are grouped under the others', () => {
    const page = pageOf(
      factsWith({ products: [product('Large', [1, 10]), product('Small', [9, 9], [1, 3])] }),
    );
    expect(rowsOf(page, 'Usage by product')).toStrictEqual([
      ['Large'],
      ['Workload 1', '10.0%', '1', '10', '9'],
    ]);
    expect(textOf(page)).toContain('Others: 1 product with fewer than 10 qualified licences');
    expect(rowsOf(page, 'Other products')[0]).toStrictEqual(['Small']);
  });

  test('smaller than a hundredth of the largest are grouped too', () => {
    const products = [
      product('Largest', [1, 5], [1, 1_901]),
      product('A', [1, 20]),
      product('B', [1, 19]),
      product('C'),
    ];
    const page = pageOf(factsWith({ products }));
    const named = (caption: string) =>
      rowsOf(page, caption)
        .filter((cells) => cells.length === 1)
        .flat();
    expect(named('Usage by product')).toStrictEqual(['Largest', 'A']);
    expect(textOf(page)).toContain('Others: 2 products with fewer than 20 qualified licences');
    expect(named('Other products')).toStrictEqual(['B', 'C']);
  });

  test('are cut to the limit, without counting small products', () => {
    const products = [
      product('A', [1, 50]),
      product('B', [1, 40]),
      product('C', [1, 30]),
      product('D', [1, 1]),
    ];
    const page = pageOf(factsWith({ products, top: 2 }));
    expect(textOf(page)).toContain('2 of 3 products; --top shows more.');
    expect(rowsOf(page, 'Usage by product').flat()).not.toContain('C');
    const whole = pageOf(factsWith({ products, top: 3 }));
    expect(textOf(whole)).not.toContain('--top shows more');
  });

  test('have no table if there are none, or only small ones', () => {
    const none = pageOf(factsWith({}));
    expect(none).not.toMatch(/Usage by product|Others:/);
    const small = pageOf(factsWith({ products: [product('Small', [1, 2])] }));
    expect(small).not.toContain('Usage by product');
    expect(rowsOf(small, 'Other products')[0]).toStrictEqual(['Small']);
  });
});
