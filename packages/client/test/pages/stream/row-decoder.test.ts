import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { BodyProblem } from '../../../src/call/response.ts';
import { MalformedProblem, RowDecoder, type BatchSize } from '../../../src/pages/stream/row-decoder.ts';
import { isRecord } from '../../../src/input/values.ts';
import { anyText } from '../../support/any-text.ts';
import { resultOf, thrownBy } from '../../support/thrown-by.ts';

/** How many documents each property tries. `test:batches` tries more. */
const numRuns = Number(process.env['BATCH_RUNS'] ?? 300);

const rowKeys: ReadonlySet<string> = new Set(['value', 'items']);

interface Decoded {
  readonly rows: readonly unknown[];
  readonly body: unknown;
}

/** Decodes pieces one after another, and reads as much as possible after each. */
function decode(pieces: readonly Uint8Array[], batchSize: BatchSize): Decoded {
  const decoder = new RowDecoder(rowKeys, batchSize);
  const rows: unknown[] = [];
  const readAll = () => {
    for (let batch = decoder.read(); batch !== undefined; batch = decoder.read()) rows.push(...batch);
  };
  for (const piece of pieces) {
    decoder.add(piece);
    readAll();
  }
  decoder.isEnded = true;
  readAll();
  if (!decoder.findRows()) throw new MalformedProblem();
  return { rows, body: decoder.parseEnvelope().body };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}

/** The keys of a document, decoded or parsed. */
function keysOf(read: unknown): readonly string[] {
  const document = isRecord(read) && 'body' in read && 'rows' in read ? read['body'] : read;
  return isRecord(document) ? Object.keys(document) : [];
}

/** Strings that look like the boundary of rows, the end of the list, or the end of a string. */
const trickyText = fc.oneof(
  anyText,
  fc.constantFrom('},{', '"},{"', '}],"', '\\', '\\"', '"}]', ']}', '[{', '\\\\"},{', '\uFEFF', '会社', '😀'),
);

const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    trickyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.record({ a: tie('value') }), { maxLength: 4 }),
    fc.dictionary(trickyText, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Mostly objects, as rows are. */
const anyRow = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(trickyText, anyValue, { maxKeys: 5 }) },
  { weight: 1, arbitrary: anyValue },
);

const isRowKey = (key: string) => rowKeys.has(key.toLowerCase());
const otherFields = fc.dictionary(
  trickyText.filter((key) => !isRowKey(key) && !/^\d+$/.test(key) && key !== '__proto__'),
  anyValue,
  { maxKeys: 3 },
);

interface Document {
  readonly before: Record<string, unknown>;
  readonly key: string;
  readonly rows: readonly unknown[];
  readonly behind: Record<string, unknown>;
  readonly indent: string;
  readonly mark: string;
}

const anyDocument: fc.Arbitrary<Document> = fc.record({
  before: otherFields,
  key: fc.constantFrom('Value', 'value', 'items', 'ITEMS'),
  rows: fc.array(anyRow, { maxLength: 12 }),
  behind: otherFields,
  indent: fc.constantFrom('', '', ' ', '\t', '\r\n '),
  mark: fc.constantFrom('', '\uFEFF'),
});

const textOf = ({ before, key, rows, behind, indent, mark }: Document) =>
  mark + JSON.stringify({ ...before, [key]: rows, ...behind }, undefined, indent);

const anySize: fc.Arbitrary<BatchSize> = fc
  .record({ least: fc.integer({ min: 1, max: 200 }), more: fc.nat(200) })
  .map(({ least, more }) => ({ least, most: least + more }));

const anyPlaces = fc.array(fc.nat(), { maxLength: 12 });

describe('RowDecoder', () => {
  test('reads the same as JSON.parse, for any document in any pieces', () => {
    fc.assert(
      fc.property(anyDocument, anyPlaces, anySize, (document, places, size) => {
        const text = textOf(document);
        const decoded = decode(cut(bytesOf(text), places), size);
        const whole = JSON.parse(text.replace(/^\uFEFF/, ''));
        expect(decoded.rows).toEqual(whole[document.key]);
        expect(decoded.body).toEqual({ ...whole, [document.key]: [] });
        expect(Object.keys(Object(decoded.body))).toEqual(Object.keys(whole));
      }),
      { numRuns },
    );
    expectTypeOf<ReturnType<RowDecoder['read']>>().toEqualTypeOf<unknown[] | undefined>();
  });

  test('refuses exactly what JSON.parse refuses, after any damage', () => {
    const anyDamage = fc.record({
      at: fc.nat(),
      length: fc.nat(3),
      by: fc.constantFrom('', ',', '}', ']', '"', '{', '[', '\\', ':', '0'),
    });
    fc.assert(
      fc.property(
        anyDocument,
        anyDamage,
        anyPlaces,
        anySize,
        (document, { at, length, by }, places, size) => {
          const text = textOf({ ...document, mark: '' });
          const place = at % (text.length + 1);
          const damaged = text.slice(0, place) + by + text.slice(place + length);
          const whole = resultOf((): unknown => JSON.parse(new TextDecoder().decode(bytesOf(damaged))));
          const decoded = resultOf(() => decode(cut(bytesOf(damaged), places), size));
          // A damaged document may still be JSON without a list.
          const isRefused = decoded instanceof MalformedProblem;
          const isAgreed = isRefused || !(whole instanceof SyntaxError);
          expect([damaged, isAgreed]).toEqual([damaged, true]);
          expect(isRefused ? keysOf(whole) : keysOf(decoded)).toEqual(keysOf(whole));
        },
      ),
      { numRuns },
    );
  });

  test('refuses every truncated document', () => {
    const text = '{"TotalCount":2,"Value":[{"a":"},{"},{"b":[{"c":1},{"c":"\\"}]"}]}],"@nextLink":null}';
    for (let end = 0; end < text.length; end += 1) {
      const pieces = Array.from(bytesOf(text.slice(0, end)), (byte) => Uint8Array.of(byte));
      expect(resultOf(() => decode(pieces, { least: 1, most: 8 }))).toBeInstanceOf(MalformedProblem);
    }
    expect(decode([bytesOf(text)], { least: 1, most: 8 })).toEqual({
      rows: [{ a: '},{' }, { b: [{ c: 1 }, { c: '"}]' }] }],
      body: { TotalCount: 2, Value: [], '@nextLink': null },
    });
  });

  test.for([
    '{"Value":[{"a":1},]}',
    '{"Value":[,{"a":1}]}',
    '{"Value":[{"a":1},,{"a":2}]}',
    '{"Value":[{"a":1}{"a":2}]}',
    '{"Value":[{"a":1},{"a":2}}}',
    '{"Value":[{"a":1]}',
    '{"Value":[{"a":1}]]}',
    '{"Value":[{"a":1}]}}',
    '{"Value":[{"a":1}] "b":2}',
    '{"Value" [{"a":1}]}',
    '{,"Value":[{"a":1}]}',
    '["Value":[{"a":1}]]',
  ])('refuses %s in any pieces', (text) => {
    for (const most of [1, 2, 8, 64]) {
      const single = Array.from(bytesOf(text), (byte) => Uint8Array.of(byte));
      for (const pieces of [single, [bytesOf(text)]]) {
        expect(resultOf(() => decode(pieces, { least: 1, most }))).toBeInstanceOf(MalformedProblem);
      }
    }
  });

  test('refuses bytes that are not UTF-8, in a row or in the envelope', () => {
    const at = (before: string, behind: string) =>
      Uint8Array.from([...bytesOf(before), 0xff, ...bytesOf(behind)]);
    const size = { least: 1, most: 8 };
    for (const bytes of [
      at('{"Value":[{"a":"', '"},{"b":1}]}'),
      at('{"a":"', '","Value":[]}'),
      at('{"Value":[],"a":"', '"}'),
    ]) {
      expect(thrownBy(() => decode([bytes], size))).toBeInstanceOf(BodyProblem);
    }
  });

  test('finds the list by its key only: not in a string, not deeper inside, not by another value of that key', () => {
    const size = { least: 1, most: 8 };
    const text =
      '{"a":"Value","b":{"Value":[1]},"c":["Value",[2]],"Value":null,"V\\u0061lue":[{"d":3},{"d":4}]}';
    expect(decode([bytesOf(text)], size).rows).toEqual([{ d: 3 }, { d: 4 }]);
  });

  test('treats a key __proto__ in a row like any other key', () => {
    const { rows } = decode([bytesOf('{"Value":[{"__proto__":{"a":1}},{"b":2}]}')], { least: 1, most: 8 });
    expect(JSON.stringify(rows)).toBe('[{"__proto__":{"a":1}},{"b":2}]');
    expect(rows[0]).not.toHaveProperty('a');
  });

  test('delivers the first rows before the last ones have arrived', () => {
    const decoder = new RowDecoder(rowKeys, { least: 1, most: 64 });
    decoder.add(bytesOf('{"Value":[{"a":1},{"a":2},{"a'));
    expect(decoder.read()).toEqual([{ a: 1 }, { a: 2 }]);
    expect(decoder.read()).toBeUndefined();
    expect(decoder.decodedBytes).toHaveLength('{"Value":[{"a":1},{"a":2},'.length);
  });

  test('returns the head of the document before the first row', () => {
    const decoder = new RowDecoder(rowKeys, { least: 1, most: 64 });
    decoder.add(bytesOf('\uFEFF{"TotalCount":7,"Value":['));
    expect(decoder.read()).toBeUndefined();
    expect(decoder.findRows()).toBe(true);
    expect(decoder.parseHead()).toEqual({ TotalCount: 7, Value: [] });
  });

  test('returns the part after the rows, so that a second list of the same name is noticed', () => {
    const decoder = new RowDecoder(rowKeys, { least: 1, most: 64 });
    decoder.add(bytesOf('{"Value":[{"a":1}],"Value":[{"b":1}]}'));
    decoder.isEnded = true;
    expect(decoder.read()).toEqual([{ a: 1 }]);
    expect(decoder.parseEnvelope().behindRows).toEqual({ '': 0, Value: [{ b: 1 }] });
  });

  test('parses rows of any size, without reading them again for every few bytes', () => {
    const row = { a: 'x'.repeat(300_000), b: [{ c: 1 }, { c: 2 }] };
    const bytes = bytesOf(JSON.stringify({ Value: [row, row, row] }));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1_000) }, (_, index) =>
      bytes.subarray(index * 1_000, index * 1_000 + 1_000),
    );
    expect(decode(pieces, { least: 1_000, most: 4_000 }).rows).toEqual([row, row, row]);
  });
});
