import { describe, expect, test } from 'vitest';

import { products, workloads } from '../../src/facts/catalogue.ts';
import { createCustomer, deploymentOf, type UsageFact } from '../../src/facts/facts.ts';

const fact: UsageFact = {
  customer: createCustomer('3f0c9a52-6d1b-4e8f-9a07-000000000003', "O'Brien Outfitters", 'o.onmicrosoft.com'),
  product: products.enterpriseE3,
  workload: workloads.exchange,
  channel: 'reseller',
  processedDateTime: '2017-03-09T00:00:00',
  active: 0,
  qualified: 120,
};

function figuresOf(...usage: readonly Partial<UsageFact>[]) {
  return deploymentOf(usage.map((part) => ({ ...fact, ...part }))).map(({ deployed, sold }) => [
    deployed,
    sold,
  ]);
}

describe('the deployment behind usage', () => {
  test('is one fact for a product, led by its busiest workload', () => {
    expect(figuresOf({ active: 20 }, { workload: workloads.sharePoint, active: 60 })).toEqual([[66, 120]]);
  });

  test('deploys nothing when nothing is used, as in the documented answer', () => {
    expect(figuresOf({ active: 0, qualified: 5 })).toEqual([[0, 5]]);
  });

  test('never deploys more than was sold, for any usage', () => {
    expect(figuresOf({ active: 164, qualified: 50 })).toEqual([[50, 50]]);
    expect(figuresOf({ active: 14, qualified: 0 })).toEqual([[0, 0]]);
  });

  test('keeps products, channels and snapshots apart', () => {
    expect(
      figuresOf(
        { active: 10 },
        { active: 20, channel: 'direct' },
        { active: 30, product: products.exchangePlan1 },
        { active: 40, processedDateTime: '2017-03-02T00:00:00' },
      ),
    ).toEqual([
      [11, 120],
      [22, 120],
      [33, 120],
      [44, 120],
    ]);
  });

  test('is nothing for a customer without usage', () => {
    expect(figuresOf()).toEqual([]);
  });
});
