import { describe, expect, test } from 'vitest';

import { checkBoundaries } from '../../src/gates/boundary.ts';
import { matcherAt, only, propertyOf, withDescriptionAt, withPactAt } from './support/documents.ts';
import { useJudge } from './support/judge.ts';

const judge = useJudge();
const usage = only('getCustomerLicensesUsage');

describe('the pact accepts what the description allows', () => {
  test('as committed', async () => {
    expect(await checkBoundaries(usage, judge)).toEqual([]);
  });

  test.each([
    ['a count may be spelt 206.0', '$.items[*].licensesActive', { match: 'integer' }],
    [
      'a time may have an offset of Z',
      '$.items[*].processedDateTime',
      { match: 'regex', regex: String.raw`^.*\+00:00$` },
    ],
    ['a name may be any text', '$.items[*].customerName', { match: 'equality' }],
    ['a list may be long', '$.items', { match: 'type', min: 1, max: 10 }],
  ])('a matcher that does not know that %s is found', async (_what, path, matcher) => {
    const stricter = withPactAt(usage, matcherAt(path), { combine: 'AND', matchers: [matcher] });
    const findings = await checkBoundaries(stricter, judge);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]?.place).toContain(path.replace('$', '').replaceAll('[*]', '/*').replaceAll('.', '/'));
    expect(findings[0]?.repair).toContain('packages/client/test/contract');
  });

  test.each([
    ['null', propertyOf('CustomerLicensesUsageInsights', 'channel', 'type'), ['string', 'null']],
    ['a negative count', propertyOf('CustomerLicensesUsageInsights', 'licensesActive', 'minimum'), undefined],
    ['an id that is no GUID', ['components', 'schemas', 'Customer', 'properties', 'id', 'format'], undefined],
  ])('a description that comes to allow %s is found', async (_what, keys, value) => {
    const documents = only(keys.includes('Customer') ? 'listCustomers' : 'getCustomerLicensesUsage');
    expect(await checkBoundaries(withDescriptionAt(documents, keys, value), judge)).not.toEqual([]);
  });

  test('an undescribed interaction is found', async () => {
    const [finding] = await checkBoundaries(withPactAt(usage, ['request', 'path'], '/v1/elsewhere'), judge);
    expect(finding?.fault).toContain('knows no answer 200 to GET /v1/elsewhere');
  });

  test('an example with an undescribed field is found', async () => {
    const body = ['response', 'body', 'content', 'nameOfNobody'];
    const [finding] = await checkBoundaries(withPactAt(usage, body, 'text'), judge);
    expect(finding?.fault).toContain('/nameOfNobody');
  });
});
