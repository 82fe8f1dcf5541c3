import { describe, expect, test } from 'vitest';

import type { UsageFact } from '../../src/facts/facts.ts';
import { foreignCustomerId } from '../../src/index.ts';
import { readSettings } from '../../src/settings.ts';
import { documentedClock } from '../support/ask.ts';

function fleet(customers: number, seed = 1, snapshotDate?: string) {
  return readSettings({ customers, seed, snapshotDate, clock: documentedClock }).facts;
}

function allFacts(customers: number, seed: number, day?: string): readonly UsageFact[] {
  const facts = fleet(customers, seed);
  return Array.from({ length: customers }, (_, index) => facts.usageOf(index, day)).flat();
}

describe('a fleet', () => {
  test('of one seed is the same every time', () => {
    expect(allFacts(300, 7)).toEqual(allFacts(300, 7));
  });

  test('of one seed is the same in every version, so that figures that were written down stay true', () => {
    const facts = fleet(400, 7);
    const told = (index: number) => [
      facts.customerAt(index),
      facts
        .usageOf(index, undefined)
        .map(({ product, workload, channel, active, qualified }) => [
          product.name,
          workload.code,
          channel,
          active,
          qualified,
        ]),
    ];
    expect(told(13)).toEqual([
      {
        id: '12f59bfd-e016-4dd4-84c2-000000000014',
        tenantId: '12F59BFD-E016-4DD4-84C2-000000000014',
        name: 'Cedar Bakery 14 Ltd',
        domain: 'customer14.onmicrosoft.com',
      },
      [
        ['OFFICE 365 BUSINESS ESSENTIALS', 'EXO', 'reseller', 3, 4],
        ['OFFICE 365 BUSINESS ESSENTIALS', 'SPO', 'reseller', 1, 4],
        ['OFFICE 365 BUSINESS ESSENTIALS', 'SFB', 'reseller', 0, 4],
        ['EXCHANGE ONLINE (PLAN 1)', 'EXO', 'reseller', 1, 103],
      ],
    ]);
    const totals = (day?: string) =>
      allFacts(400, 7, day).reduce(
        ({ rows, active, qualified, direct }, fact) => ({
          rows: rows + 1,
          active: active + fact.active,
          qualified: qualified + fact.qualified,
          direct: direct + (fact.channel === 'direct' ? 1 : 0),
        }),
        { rows: 0, active: 0, qualified: 0, direct: 0 },
      );
    expect(totals()).toEqual({ rows: 2095, active: 114_407, qualified: 209_403, direct: 310 });
    expect(totals('2016-03-10')).toMatchObject({ rows: 1983, active: 70_485, qualified: 150_157 });
    expect(totals('2015-03-19')).toMatchObject({ rows: 1983, active: 33_265, qualified: 101_661 });
  });

  test('lists the days of its snapshots, newest first, week by week for two years', () => {
    const days = Object.fromEntries(fleet(1).snapshots.map((each) => [each.service.code, each.days]));
    expect(days['o365']?.slice(0, 3)).toEqual(['2017-03-09', '2017-03-02', '2017-02-23']);
    expect(days['crm']?.slice(0, 2)).toEqual(['2017-03-10', '2017-03-03']);
    expect([days['o365']?.length, days['o365']?.at(-1)]).toEqual([104, '2015-03-19']);
  });

  test('of another seed is another fleet', () => {
    const names = (seed: number): string[] => allFacts(60, seed).map(({ customer }) => customer.name);
    expect(names(8)).not.toEqual(names(7));
  });

  test('keeps its first customers when it grows', () => {
    expect(allFacts(500, 7).slice(0, allFacts(200, 7).length)).toEqual(allFacts(200, 7));
  });

  test('counts the rows of a customer without computing them', () => {
    const facts = fleet(500);
    for (let index = 0; index < facts.customerCount; index += 1) {
      for (const day of [undefined, '2017-03-02', '2017-03-03', '2016-01-01']) {
        expect(facts.usageCountOf(index, day)).toBe(facts.usageOf(index, day).length);
      }
    }
  });

  test('finds each customer by its id, in either case, and no other', () => {
    const facts = fleet(500);
    const ids = Array.from({ length: 500 }, (_, index) => facts.customerAt(index).id);
    expect(new Set(ids).size).toBe(500);
    expect(ids.map((id) => facts.indexOfCustomer(id))).toEqual([...ids.keys()]);
    expect(ids.map((id) => facts.indexOfCustomer(id.toUpperCase()))).toEqual([...ids.keys()]);
    const [first501] = [fleet(501).customerAt(500).id];
    expect(facts.indexOfCustomer(first501)).toBeUndefined();
    expect(facts.indexOfCustomer(foreignCustomerId)).toBeUndefined();
    expect(fleet(500, 2).indexOfCustomer(ids[100] ?? '')).toBeUndefined();
  });

  test('includes what occurs in production: trials, over-use, both channels, both services, no data', () => {
    const rows = allFacts(1000, 3).filter(({ customer }) => customer.name.match(/\d/));
    expect(rows.some(({ active, qualified }) => qualified === 0 && active > 0)).toBe(true);
    expect(rows.some(({ active, qualified }) => active > qualified && qualified > 0)).toBe(true);
    expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['reseller', 'direct']));
    expect(new Set(rows.map(({ product }) => product.service.code))).toEqual(new Set(['o365', 'crm']));
    const facts = fleet(1000, 3);
    const without = Array.from({ length: 988 }, (_, index) => facts.usageCountOf(index + 12, undefined));
    expect(without.filter((count) => count === 0).length).toBeGreaterThan(10);
  });

  test('has a history of growing usage', () => {
    const active = (day?: string): number =>
      allFacts(200, 7, day).reduce(
        (sum, fact) => sum + (fact.product.service.code === 'o365' ? fact.active : 0),
        0,
      );
    expect(active('2016-03-10')).toBeGreaterThan(active('2015-03-19'));
    expect(active()).toBeGreaterThan(active('2016-03-10'));
    expect(active('2017-03-09')).toBe(active());
  });

  test.each([
    ['2026-11-30T00:00:00Z', '2026-11-26'],
    ['2026-12-06T23:59:59Z', '2026-11-26'],
    ['2026-12-07T00:00:00Z', '2026-12-03'],
    ['2027-01-01T12:00:00Z', '2026-12-24'],
    ['2017-03-15T01:19:58Z', '2017-03-09'],
  ])('ends at %s with the snapshot of %s, in the week before', (now, day) => {
    const { facts } = readSettings({ clock: { now: () => Date.parse(now) } });
    const days = Array.from({ length: 12 }, (_, index) => facts.usageOf(index, undefined))
      .flat()
      .filter(({ product }) => product.service.code === 'o365')
      .map(({ processedDateTime }) => processedDateTime);
    expect(new Set(days)).toEqual(new Set([`${day}T00:00:00`]));
  });

  test('keeps the documented customers under their documented days, at any time', () => {
    const { facts } = readSettings({ clock: { now: () => Date.parse('2026-11-30') } });
    const told = (day: string) =>
      Array.from({ length: 12 }, (_, index) => facts.usageOf(index, day).length).slice(0, 3);
    expect(told('2017-03-09')).toEqual([5, 2, 0]);
    expect(told('2017-03-10')).toEqual([0, 2, 0]);
    expect(told('2017-03-02')).toEqual([0, 0, 0]);
    expect(facts.usageOf(0, '2017-03-09')[0]).toMatchObject({ processedDateTime: '2017-03-09T00:00:00' });
    expect(facts.usageCountOf(1, '2017-03-10')).toBe(2);
  });

  test('ends at another day with a snapshotDate', () => {
    const facts = fleet(3, 1, '2026-11-15');
    const days = facts
      .usageOf(2, undefined)
      .map(({ product, processedDateTime }) => [product.service.code, processedDateTime]);
    expect(Object.fromEntries(days)).toEqual({ o365: '2026-11-15T00:00:00', crm: '2026-11-16T00:00:00' });
    expect(facts.usageOf(2, '2026-11-08').length).toBeGreaterThan(0);
  });
});
