import type { CustomerUsageResult } from '@licenses-usage/client/migrate';
import { describe, expect, test } from 'vitest';
import {
  describeMismatch,
  readLine,
  writeBindingLine,
  writePublishedLine,
  writeResultLine,
} from '../../src/scan/result-line.ts';

const binding = { tool: 'a tool', query: 'a query', service: 'a service', partner: 'a partner' };

describe('a line of a scan', () => {
  test('is read as it was written', () => {
    expect(readLine(writeBindingLine(binding))).toStrictEqual({ kind: 'binding', binding });
    expect(readLine(writePublishedLine('abc'))).toStrictEqual({ kind: 'published', digest: 'abc' });
    const failed: CustomerUsageResult = {
      status: 'failed',
      customerId: 'c',
      error: new TypeError('it failed'),
    };
    expect(writeResultLine(failed)).toBe(
      '{"customerId":"c","status":"failed","error":{"name":"TypeError","message":"it failed"}}\n',
    );
    expect(readLine(writeResultLine(failed))).toStrictEqual({
      kind: 'result',
      customerId: 'c',
      status: 'failed',
    });
  });

  test.for([
    '',
    '{',
    'null',
    '1',
    '"customerId"',
    '{"customerId":1,"status":"ok"}',
    '{"customerId":"c"}',
    '{"status":"ok"}',
    '{"published":1}',
    '{"licensesUsageScan":null}',
    '{"licensesUsageScan":"x"}',
    ...Object.keys(binding).flatMap((field) =>
      [undefined, 1].map((value) => JSON.stringify({ licensesUsageScan: { ...binding, [field]: value } })),
    ),
  ])('is invalid with %s', (line) => {
    expect(readLine(line)).toStrictEqual({ kind: 'unknown' });
  });

  test('may have an unknown partner', () => {
    const unknown = { ...binding, partner: null };
    expect(readLine(writeBindingLine(unknown))).toStrictEqual({ kind: 'binding', binding: unknown });
  });
});

test('a mismatch names all differences in plain words', () => {
  expect(describeMismatch(binding, { ...binding })).toBeUndefined();
  expect(describeMismatch(binding, { ...binding, partner: null })).toBe(
    'its partner is a partner, not unknown',
  );
  expect(
    describeMismatch({ ...binding, partner: null }, { tool: 'T', query: 'Q', service: 'S', partner: 'P' }),
  ).toBe(
    'its service is a service, not S, and its partner is unknown, not P, and its operation is a query, not Q, ' +
      'and its program is a tool, not T',
  );
});
