import { expect, test } from 'vitest';

import { compareSeededFleet } from './support/compare-seeded-fleet.ts';
import { seeds } from './support/seeds.ts';

test('a fleet agrees with itself except for the seeded differences, each of which is reported correctly', async () => {
  const fleet = await compareSeededFleet(400, 17);
  expect(fleet.surprises).toEqual([]);
  expect([...fleet.seeded.keys()].toSorted()).toEqual(seeds.map(({ title }) => title).toSorted());
  expect(seeds.filter(({ verdict }) => verdict !== 'agree').length).toBeGreaterThanOrEqual(20);
  const of = (verdict: string) => seeds.filter((seed) => seed.verdict === verdict).length;
  expect(fleet.verdicts).toMatchObject({ differ: of('differ'), 'not-comparable': of('not-comparable') });
  expect(fleet.verdicts['no-data']).toBeGreaterThan(0);
  expect(fleet.partner).toEqual({ walked: 'agree', grouped: 'agree' });
  expect(fleet.overall).toBe('differ');
});
