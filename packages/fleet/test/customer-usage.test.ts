import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keepUsage, readKeptUsage } from '../src/customer-usage.ts';

const deflated = (value: unknown) => ({
  deflated: deflateRawSync(JSON.stringify(value)).toString('base64'),
});

describe('the usage that is kept with a job', () => {
  test('is read as it was written', () => {
    const usage = { customerId: 'c1', status: 'ok', totalCount: 3, items: [] } as const;
    const kept: unknown = JSON.parse(JSON.stringify(keepUsage(usage)));
    expect(readKeptUsage('c1', kept)).toStrictEqual(usage);
  });

  test.for<unknown>([
    null,
    'text',
    { kept: 'elsewhere' },
    { deflated: 1 },
    deflated(null),
    deflated(1),
    deflated({ items: [] }),
    deflated({ totalCount: '1', items: [] }),
    deflated({ totalCount: 1 }),
    deflated({ totalCount: 1, items: {} }),
  ])('is nothing else: %j', (kept) => {
    expect(readKeptUsage('c1', kept)).toBeUndefined();
  });
});
