import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOfText } from '../../src/decode/fault.ts';
import { parseJson, withoutByteOrderMark } from '../../src/input/values.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { customerId, text as answer } from '../support/answers.ts';
import { anyText } from '../support/any-text.ts';
import { createTestClient } from '../support/client.ts';

describe('the body of a success', () => {
  test('parses any document alike with a byte order mark and without', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const parsed: unknown = JSON.parse(text);
        expect(parseJson(text)).toEqual(parsed);
        expect(parseJson(`\uFEFF${text}`)).toEqual(parsed);
      }),
    );
  });

  test('uses the last of two equal keys, as JSON.parse does', () => {
    expect(parseJson('{"a": 1, "a": 2}')).toEqual({ a: 2 });
  });

  test.for([
    ['', 'an empty body'],
    ['\uFEFF', 'an empty body'],
    [' \r\n', 'an empty body'],
    ['<!DOCTYPE html><title>Sign in</title>', 'an HTML or XML page'],
    ['\uFEFF\n<html>', 'an HTML or XML page'],
    ['{"Value": [{"customerName": "Conto', 'text of length 34 that starts like JSON'],
    ['[1, 2', 'text of length 5 that starts like JSON'],
    ['{"a": 1}{"a": 1}', 'text of length 16 that starts like JSON'],
    ['Service Unavailable', 'text of length 19 that is not JSON'],
    ['Error 503 <br>', 'text of length 14 that is not JSON'],
    ['while(1); {"a": 1}', 'text of length 18 that is not JSON'],
    ['\uFEFF\uFEFF{}', 'text of length 4 that starts like JSON'],
    ['{', 'text of length 1 that starts like JSON'],
    ['x', 'text of length 1 that is not JSON'],
  ] as const)('refuses %j and describes it as %s', ([text, kind]) => {
    expect(parseJson(text)).toBe(undefined);
    expect(kindOfText(text)).toBe(kind);
  });

  test.for([
    ['null', 'JSON, null'],
    ['"oops"', 'JSON, a string of length 4'],
    ['"x"', 'JSON, a string of length 1'],
    ['[1]', 'JSON, an array of 1'],
    ['{"status": "down"}', 'JSON, an object'],
  ] as const)('describes %j, which is JSON without a fault, as %s', ([text, kind]) => {
    expect(kindOfText(text)).toBe(kind);
  });

  test.for([
    ['<html>Sign in', /page\. A proxy.+baseUrl\. Report it with requestId/],
    ['{"Value": [', /JSON\. Report it with requestId/],
  ] as const)('advises to check the proxy for a page, and for nothing else: %s', async ([text, words]) => {
    const { client, clock } = createTestClient(answer(text));
    expect(String(await clock.runToRejection(client.getCustomerLicensesUsage(customerId)))).toMatch(words);
  });

  test('never throws a SyntaxError, and never shows the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[{[<]?[ -~]{12,}[,:]$/), async (text) => {
        expect(parseJson(text)).toBe(undefined);
        const { client, clock } = createTestClient(answer(text));
        const error = await clock.runToRejection(client.getCustomerLicensesUsage(customerId));
        expect(error).toBeInstanceOf(ResponseFormatError);
        expect(error).toMatchObject({ pointer: '', expected: 'a complete JSON document' });
        expect(String(error)).not.toContain(text);
        expect(JSON.stringify(error)).not.toContain(JSON.stringify(text).slice(1, -1));
      }),
    );
  });
});

test('withoutByteOrderMark drops the mark and nothing else', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(withoutByteOrderMark(`\uFEFF${text}`)).toBe(text);
      expect(withoutByteOrderMark(`x${text}`)).toBe(`x${text}`);
    }),
  );
});
