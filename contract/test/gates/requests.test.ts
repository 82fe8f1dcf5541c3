import { describe, expect, test } from 'vitest';

import { checkRequests } from '../../src/gates/requests.ts';
import { committed, only, withPactAt } from './support/documents.ts';
import { useJudge } from './support/judge.ts';

const judge = useJudge();

describe('the client sends the requests of the pact', () => {
  test('as committed', async () => {
    expect(await checkRequests(committed, judge)).toEqual([]);
  });

  test.each([
    ['another locale', ['request', 'headers', 'X-Locale'], ['sv-SE'], 'X-Locale'],
    ['a header that the client does not send', ['request', 'headers', 'If-Match'], ['1'], 'If-Match'],
    [
      'the token of the example',
      ['request', 'matchingRules', 'header', 'Authorization'],
      undefined,
      'Authorization',
    ],
  ])('a pact that asks for %s is found', async (_what, keys, value, words) => {
    const documents = withPactAt(only('getPartnerLicensesUsage'), keys, value);
    const findings = await checkRequests(documents, judge);
    expect(findings.map(({ fault }) => fault).join()).toContain(words);
  });

  test('a pact that accepts an invalid id is found', async () => {
    const rule = { combine: 'AND', matchers: [{ match: 'type' }] };
    const keys = ['request', 'matchingRules', 'header', 'MS-RequestId'];
    const findings = await checkRequests(withPactAt(only('getPartnerLicensesUsage'), keys, rule), judge);
    expect(findings.map(({ place }) => place)).toContain(
      'getPartnerLicensesUsage, request header MS-RequestId',
    );
  });

  test('a pact that accepts something other than a bearer token is found', async () => {
    const rule = { combine: 'AND', matchers: [{ match: 'type' }] };
    const keys = ['request', 'matchingRules', 'header', 'Authorization'];
    const findings = await checkRequests(withPactAt(only('getPartnerLicensesUsage'), keys, rule), judge);
    expect(findings.map(({ fault }) => fault)).toContain('"Bearer" is no bearer token, the pact accepts it.');
  });

  test('a second page is requested with the token of the first', async () => {
    const keys = ['request', 'query', 'seekOperation'];
    const documents = {
      ...committed,
      pact: withPactAt(only('listCustomers, last of two pages'), keys, ['Back']).pact,
    };
    expect(await checkRequests(documents, judge)).not.toEqual([]);
  });
});
