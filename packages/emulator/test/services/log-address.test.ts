import { describe, expect, test } from 'vitest';

import { addressForLog } from '../../src/services/log-address.ts';

const base = 'http://127.0.0.1:4010/v1/customers';

describe('the address of a request in the log', () => {
  test.each([
    'top=3&skip=20&groupby=workloadCode&processedDateTime=2026-11-15',
    'TOP=3&Skip=20',
    'size=40&seekOperation=Next',
    'filter=channel eq x',
  ])('has the parameters that an operation knows, in any case: %s', (query) => {
    expect(addressForLog(`${base}?${query}`)).toBe(`/v1/customers?${query}`);
  });

  test('leaves out any other parameter, and the question mark if none is left', () => {
    expect(addressForLog(`${base}?code=s3cret&size=1`)).toBe('/v1/customers?size=1');
    expect(addressForLog(`${base}?code=s3cret`)).toBe('/v1/customers');
  });

  test.each([
    ["customerName eq 's3cret''s' or channel ne 'x'", "customerName eq '…' or channel ne '…'"],
    ["customerName eq 's3cret", "customerName eq '…'"],
    ['{"Value" : "s3\\"cret","Operator":"starts_with"}', '{"Value":"…","Operator":"starts_with"}'],
    ['{"Value"  :  "s3cret', '{"Value":"…"'],
    ['a\nb\u007Fc', 'a·b·c'],
  ])('has no value of the filter %j', (filter, shown) => {
    expect(addressForLog(`${base}?filter=${encodeURIComponent(filter)}`)).toBe(
      `/v1/customers?filter=${shown}`,
    );
  });
});
