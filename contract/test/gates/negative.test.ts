import { describe, expect, test } from 'vitest';

import { allowances } from '../../src/gates/allowances.ts';
import { checkNegatives } from '../../src/gates/negative.ts';
import {
  committed,
  matcherAt,
  only,
  propertyOf,
  withDescriptionAt,
  withInteractions,
  withPactAt,
} from './support/documents.ts';
import { useJudge } from './support/judge.ts';

const judge = useJudge();
const focus = { answers: () => true };

/** Findings about answers; with one interaction left, all others are missing. */
async function weaknessesOf(documents: typeof committed) {
  const findings = await checkNegatives(documents, judge, { focus });
  return findings.filter(({ fault }) => !fault.startsWith('No interaction'));
}

describe('the pact refuses what the description forbids', () => {
  test('as committed', async () => {
    expect(await weaknessesOf(only('getCustomerLicensesUsage'))).toEqual([]);
  });

  test.each([
    ['licensesActive', { match: 'number' }, 'is -1'],
    ['processedDateTime', { match: 'type' }, 'is ""'],
    ['customerName', { match: 'regex', regex: '^.*$' }, 'is 63'],
  ])('a matcher of %s that accepts too much is found', async (name, matcher, change) => {
    const path = `$.items[*].${name}`;
    const usage = only('getCustomerLicensesUsage');
    const weaker = withPactAt(usage, matcherAt(path), { combine: 'AND', matchers: [matcher] });
    const found = (await weaknessesOf(weaker)).filter(({ place }) => place.endsWith(`/items/*/${name}`));
    expect(found.map(({ fault }) => fault).join()).toContain(change);
  });

  test('a rule for an empty list that accepts any list is found', async () => {
    const rule = { combine: 'AND', matchers: [{ match: 'equality' }] };
    const weaker = withPactAt(only('listCustomers, without data'), matcherAt('$.items'), rule);
    expect(await weaknessesOf(weaker)).toContainEqual(
      expect.objectContaining({
        place: 'listCustomers, without data /items',
        fault: expect.stringContaining('the pact accepts it'),
      }),
    );
  });

  test('a field that the pact does not ask for is found', async () => {
    const body = ['response', 'body', 'content', 'items', '0', 'channel'];
    const weaker = withPactAt(
      withPactAt(only('getCustomerLicensesUsage'), body, undefined),
      matcherAt('$.items[*].channel'),
      undefined,
    );
    expect(await weaknessesOf(weaker)).toContainEqual(
      expect.objectContaining({
        place: 'getCustomerLicensesUsage /items/*/channel',
        fault: expect.stringContaining("the pact doesn't ask for it"),
      }),
    );
  });

  test.each([
    ['Content-Type', 'getCustomerLicensesUsage'],
    ['Retry-After', 'getCustomerLicensesUsage, answered with 429'],
  ])('a pact without the header %s is found', async (name, interaction) => {
    const headers = ['response', 'headers', name];
    const rules = ['response', 'matchingRules', 'header', name];
    const weaker = withPactAt(withPactAt(only(interaction), headers, undefined), rules, undefined);
    expect((await weaknessesOf(weaker)).map(({ place }) => place)).toContain(`${interaction} header ${name}`);
  });

  test('a forbidden optional value has to be refused by the client, unless an allowance says why not', async () => {
    const documents = withDescriptionAt(
      only('getCustomerLicensesUsage'),
      propertyOf('CustomerLicensesUsageInsights', 'workloadCode', 'maxLength'),
      10,
    );
    const findings = await checkNegatives(documents, judge, { focus, list: [] });
    expect(findings).toContainEqual(
      expect.objectContaining({
        place: 'getCustomerLicensesUsage /items/*/workloadCode',
        fault: expect.stringContaining('the client takes it'),
      }),
    );
  });
});

describe('nothing is lost', () => {
  test('a status that no interaction shows is found', async () => {
    const lost = withInteractions((interactions) =>
      interactions.filter((each) => each['description'] !== 'listCustomers, answered with 503'),
    );
    expect(await checkNegatives(lost, judge, { focus: { interactions: () => false } })).toEqual([
      expect.objectContaining({ place: 'listCustomers 503' }),
    ]);
  });

  test('a pact without interactions is refused', () => {
    expect(() => withInteractions(() => [])).toThrow('The pact holds no interactions.');
  });

  test('a duplicate interaction is refused', () => {
    expect(() => withInteractions((interactions) => [...interactions, ...interactions.slice(0, 1)])).toThrow(
      'twice',
    );
  });

  test('a description without operations is refused', () => {
    expect(() => withDescriptionAt(committed, ['paths'], {})).toThrow('holds no operations');
  });
});

describe('allowances', () => {
  test('are needed: without them, unrefused answers are found', async () => {
    const findings = await checkNegatives(only('listCustomers'), judge, { focus, list: [] });
    expect(findings.map(({ place }) => place)).toContain('listCustomers /totalCount');
  });

  test('are found if they allow nothing', async () => {
    const idle = { place: /^\/nowhere$/, reason: 'There is no such place.' };
    const findings = await checkNegatives(only('getPartnerLicensesUsage'), judge, {
      list: [...allowances, idle],
    });
    expect(findings).toContainEqual(expect.objectContaining({ fault: expect.stringContaining(idle.reason) }));
  });

  test('each has its reason', () => {
    expect(allowances.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
});
