import { describe, expect, test } from 'vitest';
import { createNames, headlineOf } from '../../src/report/headline.ts';
import { factsWith, pageOf, textOf, workload } from '../support/report.ts';

describe('the headline', () => {
  test('is of the workload with the most qualified licences', () => {
    const workloads = [
      workload('Yammer', [10, 300], [20, 310]),
      workload('Exchange', [300, 400], [310, 390]),
    ];
    expect(headlineOf(factsWith({ workloads, customers: { now: 5, previous: 4 } }))).toMatchObject({
      largest: { workloadName: 'Exchange' },
      customers: { now: 5, previous: 4 },
      qualified: { now: 400, previous: 390 },
      share: { now: 0.75, previous: 310 / 390 },
      unused: { now: 100, previous: 80 },
    });
  });

  test('names the count that changed by the most licences, up or down', () => {
    const changeOf = (...workloads: readonly ReturnType<typeof workload>[]) =>
      textOf(pageOf(factsWith({ workloads })));
    const still = workload('Exchange', [300, 400], [300, 400]);
    expect(changeOf(still, workload('Teams', [5, 90], [25, 80]))).toContain(
      'Teams changed most since 19 November 2026: 20 fewer active licences, now 5.',
    );
    expect(changeOf(still, workload('Teams', [5, 1_090], [6, 80]))).toContain(
      'Teams changed most since 19 November 2026: 1,010 more qualified licences, now 1,090.',
    );
    expect(changeOf(still)).toContain('No workload has changed since 19 November 2026.');
  });

  test('treats a workload without earlier rows as unknown, not as 0', () => {
    const facts = factsWith({ workloads: [workload('Teams', [50, 90])] });
    expect(headlineOf(facts)).toMatchObject({ qualified: { now: 90, previous: null }, change: null });
  });

  test('marks more active than qualified licences, and has no share when nothing is qualified', () => {
    const text = textOf(pageOf(factsWith({ workloads: [workload('Teams', [50, 0], [40, 0])] })));
    expect(text).toContain('Share active – of the licences of Teams');
    expect(text).toContain('Active beyond qualified 50 +10');
  });
});

test('a workload is named with its service only if several services have one of this name', () => {
  const [office, teams] = [workload('SharePoint', [1, 2]), workload('Teams', [1, 2])];
  const dynamics = { ...office, serviceCode: 'crm', serviceName: 'Microsoft Dynamics' };
  const nameOf = createNames([office, teams, dynamics]);
  expect([office, dynamics, teams].map(nameOf)).toStrictEqual([
    'SharePoint (Microsoft Office 365)',
    'SharePoint (Microsoft Dynamics)',
    'Teams',
  ]);
});
