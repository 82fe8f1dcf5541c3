import { describe, expect, test } from 'vitest';

import { FilterError } from '../../src/filter/lex.ts';
import { deploymentFields, usageFields } from '../../src/facts/fields.ts';
import { type Filter as AnyFilter, parseFilter } from '../../src/filter/parse.ts';

type Filter = AnyFilter<string>;

const sfb: Filter = { kind: 'eq', field: 'workloadCode', value: 'SFB' };
const exo: Filter = { kind: 'eq', field: 'workloadCode', value: 'EXO' };
const reseller: Filter = { kind: 'ne', field: 'channel', value: 'reseller' };

describe('a filter', () => {
  test.each<[string, Filter]>([
    ["workloadCode eq 'SFB'", sfb],
    ["channel ne 'reseller'", reseller],
    ["(workloadCode eq 'SFB')", sfb],
    [" ( ( workloadCode  eq\t'SFB' ) ) ", sfb],
    ["workloadCode eq 'SFB' or (channel ne 'reseller')", { kind: 'or', parts: [sfb, reseller] }],
    [
      "workloadCode eq 'EXO' or workloadCode eq 'SFB' and channel ne 'reseller'",
      { kind: 'or', parts: [exo, { kind: 'and', parts: [sfb, reseller] }] },
    ],
    [
      "(workloadCode eq 'EXO' or workloadCode eq 'SFB') and channel ne 'reseller'",
      { kind: 'and', parts: [{ kind: 'or', parts: [exo, sfb] }, reseller] },
    ],
    ["customerName eq 'O''Brien & Söhne'", { kind: 'eq', field: 'customerName', value: "O'Brien & Söhne" }],
    ["customerName eq ''", { kind: 'eq', field: 'customerName', value: '' }],
    ["customerName eq ''''''", { kind: 'eq', field: 'customerName', value: "''" }],
    ["customerName eq 'a and (b) or c'", { kind: 'eq', field: 'customerName', value: 'a and (b) or c' }],
  ])('%s is read', (text, filter) => {
    expect(parseFilter(text, usageFields)).toEqual(filter);
  });

  test.each([
    ['', 'expects a field name at position 0'],
    ['workloadCode', 'expects "eq" or "ne" at position 12'],
    ['workloadCode eq', 'expects a string in single quotes at position 15'],
    ['workloadCode eq SFB', 'expects a string in single quotes at position 16'],
    ['workloadCode eq "SFB"', 'unexpected character at position 16'],
    ["workloadCode eq 'SFB", 'a string without a closing quote at position 16'],
    ["workloadCode eq 'SFB''", 'a string without a closing quote at position 16'],
    ["workloadCode gt 'SFB'", 'expects "eq" or "ne" at position 13'],
    ["workloadCode EQ 'SFB'", 'expects "eq" or "ne" at position 13'],
    ["licensesActive eq '1'", 'names "licensesActive", which is not one of workloadCode, workloadName'],
    ["toString eq '1'", 'names "toString"'],
    ["workloadCode eq 'SFB' channel eq 'direct'", 'expects "and", "or" or its end at position 22'],
    ["workloadCode eq 'SFB' and", 'expects a field name at position 25'],
    ["(workloadCode eq 'SFB'", 'expects ")" at position 22'],
    ["workloadCode eq 'SFB')", 'expects "and", "or" or its end at position 21'],
    ['()', 'expects a field name at position 1'],
    [`${'('.repeat(60)}workloadCode eq 'SFB'${')'.repeat(60)}`, 'nests parentheses deeper than 50'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseFilter(text, usageFields)).toThrow(FilterError);
    expect(() => parseFilter(text, usageFields)).toThrow(message);
  });

  test('names the fields of the requested operation', () => {
    expect(() => parseFilter("workloadCode eq 'SFB'", deploymentFields)).toThrow(
      'names "workloadCode", which is not one of serviceCode, serviceName, channel, customerTenantId',
    );
    expect(parseFilter("channel ne 'reseller'", deploymentFields)).toEqual(reseller);
  });
});
