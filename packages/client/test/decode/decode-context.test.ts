import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readText } from '../../src/decode/decoder.ts';
import { kindOf, type DecodeContext } from '../../src/decode/decode-context.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { context, createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('DecodeContext', () => {
  test('names the place, what was expected, what was found and the ids', () => {
    const error = thrownBy(() => createDecodeContext().failAt('/Value', 'an array', 'null'));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      pointer: '/Value',
      expected: 'an array',
      received: 'null',
      requestId: context.requestId,
      correlationId: context.correlationId,
    });
  });

  test('points at the place that is being read, however deep', () => {
    const ctx = createDecodeContext();
    ctx.parent = '/Value';
    const readInner = (value: unknown, inner: DecodeContext) => inner.under('tenantId', readText, value);
    const readRow = (value: unknown, row: DecodeContext) => row.under('companyProfile', readInner, value);
    expect(thrownBy(() => ctx.under(7, readRow, 1))).toMatchObject({
      pointer: '/Value/7/companyProfile/tenantId',
    });
  });

  test("returns the reader's result, and restores the place", () => {
    const ctx = createDecodeContext();
    ctx.parent = '/items';
    expect(ctx.under(0, readText, 'a')).toBe('a');
    expect(thrownBy(() => ctx.under(1, readText, 5))).toMatchObject({ pointer: '/items/1' });
  });

  test('escapes keys so that a pointer reads back as the keys it was made of', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const error = thrownBy(() => createDecodeContext().under(key, readText, 1));
        if (!(error instanceof ResponseFormatError)) throw error;
        const [root, segment, ...rest] = error.pointer.split('/');
        expect([root, ...rest]).toEqual(['']);
        expect(segment?.replaceAll('~1', '/').replaceAll('~0', '~')).toBe(key);
      }),
    );
  });
});

test('a pointer escapes what would read as another place (RFC 6901)', () => {
  const error = thrownBy(() => createDecodeContext().under('a/b~c', readText, 1));
  expect(error).toMatchObject({ pointer: '/a~1b~0c' });
});

describe('kindOf', () => {
  test.for([
    [undefined, 'nothing'],
    [null, 'null'],
    [1.5, 'the number 1.5'],
    [true, 'true'],
    ['', 'an empty string'],
    ['Contoso', 'a string of length 7'],
    [[1, 2], 'an array of 2'],
    [{ a: 1 }, 'an object'],
  ] as const)('names %j as %s', ([value, kind]) => {
    expect(kindOf(value)).toBe(kind);
  });

  test('never shows text: it may be a customer', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{12,}$/), (text) => {
        expect(kindOf(text)).not.toContain(text);
        expect(kindOf([text])).not.toContain(text);
        expect(kindOf({ [text]: text })).not.toContain(text);
      }),
    );
  });
});
