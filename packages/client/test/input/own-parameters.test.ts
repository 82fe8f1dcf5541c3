import { describe, expect, test } from 'vitest';
import { resolveOwnParameters, type ParameterRules } from '../../src/input/own-parameters.ts';
import { thrownBy } from '../support/thrown-by.ts';

const rules: ParameterRules = {
  region: { type: 'text', values: ['EU', 'US'] },
  note: { type: 'text' },
  size: { type: 'integer', min: 1, max: 5 },
  page: { type: 'integer', min: 2 },
  offset: { type: 'integer' },
  share: { type: 'number', min: 0, max: 100 },
  rate: { type: 'number' },
  isTrial: { type: 'boolean' },
  xTenant: { type: 'text', header: 'X-Tenant' },
  xCount: { type: 'integer', header: 'X-Count' },
  customers: { type: 'CustomersFilter' },
};
const resolve = (given: object | undefined) => resolveOwnParameters('query', given, rules);
const names = Object.keys(rules);
const startsWith = { field: 'CompanyName', operator: 'starts_with', value: 'Con' };

describe('the parameters that only one operation has', () => {
  test('are sent in the query or as a header, and others are left out', () => {
    expect(resolve({ region: 'EU', xTenant: 'contoso', xCount: 7, other: 1 })).toEqual({
      query: { region: 'EU' },
      headers: { 'X-Tenant': 'contoso', 'X-Count': '7' },
      names,
    });
  });

  test('may be absent', () => {
    expect(resolve({ region: undefined })).toEqual({ query: {}, headers: {}, names });
    expect(resolve(undefined)).toEqual({ query: {}, headers: {}, names });
    expect(resolveOwnParameters('query', { region: 'EU' })).toEqual({ query: {}, headers: {}, names: [] });
  });

  test.for([
    { region: 'US', note: 'any text' },
    { size: 1, page: 2, offset: -7 },
    { size: 5, page: 1_000_000, offset: 0 },
    { share: 0, rate: -0.5 },
    { share: 100, rate: 1e300 },
    { isTrial: true },
    { isTrial: false },
  ])('are sent as they are given: %o', (given) => {
    expect(resolve(given)).toEqual({ query: given, headers: {}, names });
  });

  test('include a filter on customers, which is sent as JSON', () => {
    const { query } = resolve({ customers: startsWith });
    expect(query).toEqual({ customers: '{"Field":"CompanyName","Value":"Con","Operator":"starts_with"}' });
  });

  test.for([
    [
      { region: 'MARS' },
      'query.region: expected one of EU, US, received "MARS". Nothing was sent. Example: \'EU\'',
    ],
    [
      { region: '' },
      "query.region: expected one of EU, US, received an empty string. Nothing was sent. Example: 'EU'",
    ],
    [{ region: 5 }, "query.region: expected one of EU, US, received 5. Nothing was sent. Example: 'EU'"],
    [
      { note: '' },
      "query.note: expected text that is not empty, received an empty string. Nothing was sent. Example: 'text'",
    ],
    [
      { note: ['x'] },
      "query.note: expected text that is not empty, received an array of 1. Nothing was sent. Example: 'text'",
    ],
    [
      { note: '\ud800' },
      'query.note: expected well-formed text, received "\\ud800". Nothing was sent. Example: \'text\'',
    ],
    [{ size: 6 }, 'query.size: expected a whole number, 1 to 5, received 6. Nothing was sent. Example: 1'],
    [{ page: 1 }, 'query.page: expected a whole number, 2 or more, received 1. Nothing was sent. Example: 2'],
    [
      { share: -0.1 },
      'query.share: expected a number from 0 to 100, received -0.1. Nothing was sent. Example: 1',
    ],
    [
      { share: 100.1 },
      'query.share: expected a number from 0 to 100, received 100.1. Nothing was sent. Example: 1',
    ],
    [
      { share: '50' },
      'query.share: expected a number from 0 to 100, received "50". Nothing was sent. Example: 1',
    ],
    [
      { rate: Number.NaN },
      'query.rate: expected a number from -∞ to ∞, received NaN. Nothing was sent. Example: 1',
    ],
    [
      { isTrial: 'yes' },
      'query.isTrial: expected true or false, received "yes". Nothing was sent. Example: true',
    ],
    [{ isTrial: 1 }, 'query.isTrial: expected true or false, received 1. Nothing was sent. Example: true'],
    [
      { xTenant: 'two\nlines' },
      'query.xTenant: expected printable ASCII text for a request header, received "two\\nlines". Nothing was sent. ' +
        "Example: 'text'",
    ],
  ] as const)('are refused as %o before anything is sent', ([given, message]) => {
    expect(thrownBy(() => resolve(given))).toMatchObject({ name: 'ConfigurationError', message });
  });

  test.for([
    null,
    'Con',
    () => startsWith,
    { ...startsWith, field: 'Domain' },
    { ...startsWith, operator: 'eq' },
    { ...startsWith, value: '' },
    { ...startsWith, value: 5 },
    { operator: 'starts_with', value: 'Con' },
  ])('refuse %o as a filter on customers', (customers) => {
    expect(thrownBy(() => resolve({ customers }))).toMatchObject({
      name: 'ConfigurationError',
      argument: 'query.customers',
      message: expect.stringMatching(
        /^query\.customers: expected field CompanyName, operator starts_with and a value that is not empty, received .+ Example: \{ field: 'CompanyName', operator: 'starts_with', value: 'Con' \}$/,
      ),
    });
  });
});
