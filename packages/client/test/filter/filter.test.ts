import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  filterFields,
  type LicensesDeploymentField,
  type LicensesUsageField,
  licensesUsageFields,
} from '../../src/generated/models.ts';
import type * as Filters from '../../src/filter/filter.ts';
import { serialiseQuery } from '../../src/call/request.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { and, eq, ne, or, type Filter } from '../../src/filter/filter.ts';
import { anyText } from '../support/any-text.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { parseFilter, type Condition } from './reference-parser.ts';

const field = fc.constantFrom(...licensesUsageFields);
const hostile = fc.constantFrom("'", "''", "' or channel ne '", "\\'", ')', '(', ' and ', '%27', '\0', '\n');
const value = fc.oneof(
  fc.string(),
  anyText,
  fc.array(fc.oneof(hostile, fc.string())).map((parts) => parts.join('')),
);

const comparison = fc
  .tuple(fc.constantFrom('eq', 'ne'), field, value)
  .map(([operator, name, text]): Condition => ({ operator, field: name, value: text }));

/** Conditions as trees. Operators alternate, because `and` within `and` is the same as one `and`. */
const { condition } = fc.letrec<{ condition: Condition; and: Condition; or: Condition }>((tie) => ({
  and: fc
    .array(fc.oneof(comparison, tie('or')), { minLength: 2, maxLength: 3 })
    .map((operands): Condition => ({ operator: 'and', operands })),
  or: fc
    .array(fc.oneof(comparison, tie('and')), { minLength: 2, maxLength: 3 })
    .map((operands): Condition => ({ operator: 'or', operands })),
  condition: fc.oneof({ maxDepth: 3 }, comparison, tie('and'), tie('or')),
}));

function build(tree: Condition): Filter {
  if (!('operands' in tree))
    return tree.operator === 'eq' ? eq(tree.field, tree.value) : ne(tree.field, tree.value);
  const [first, ...others] = tree.operands.map((operand) => build(operand));
  if (first === undefined) throw new Error('A tree has operands.');
  return tree.operator === 'and' ? and(first, ...others) : or(first, ...others);
}

describe('eq and ne', () => {
  test('write the syntax of the documented example', () => {
    expect(String(eq('workloadCode', 'SFB'))).toBe("workloadCode eq 'SFB'");
    expect(String(ne('channel', 'Reseller'))).toBe("channel ne 'Reseller'");
    expectTypeOf(eq).returns.toEqualTypeOf<Filter>();
    expectTypeOf(eq).parameters.toEqualTypeOf<[field: LicensesUsageField, value: string]>();
  });

  test('double the quotes of a value', () => {
    expect(String(eq('customerName', "O'Brien's"))).toBe("customerName eq 'O''Brien''s'");
  });

  test('turn any value into one comparison with that value: nothing can be injected', () => {
    fc.assert(
      fc.property(comparison, (tree) => {
        expect(parseFilter(String(build(tree)))).toEqual(tree);
      }),
    );
  });

  test.for([
    'licensesActive',
    'processedDateTime',
    'ChannEl',
    '__proto__',
    'constructor',
    '',
    "channel eq 'x' or channel",
  ])('refuse the field %j', (name) => {
    // @ts-expect-error counts can't be filtered by
    const error = thrownBy(() => eq(name, 'x'));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument: 'eq(field)' });
  });

  test.for([undefined, null, 5, {}, ['x'], { toString: () => 'x' }])('refuse the value %j', (wrong) => {
    // @ts-expect-error a value is text
    expect(thrownBy(() => ne('channel', wrong))).toMatchObject({
      name: 'ConfigurationError',
      argument: 'ne(value)',
    });
  });

  test('say what they accept, with an example', () => {
    // @ts-expect-error only the nine documented fields can be filtered by
    expect(thrownBy(() => eq('licensesActive', 'x'))).toMatchObject({
      message:
        `eq(field): expected one of ${filterFields.join(', ')}, received "licensesActive". Nothing was sent. ` +
        "Example: eq('workloadCode', 'EXO')",
    });
    // @ts-expect-error a value is text
    expect(thrownBy(() => ne('channel', 5))).toMatchObject({
      message: expect.stringMatching(/^ne\(value\): .* Example: ne\('workloadCode', 'EXO'\)$/),
    });
  });

  test.for(['\ud800', 'Contoso \udc00!', '\udc00\ud800'])(
    'refuse %j, because no URL can hold a lone surrogate',
    (half) => {
      const error = thrownBy(() => eq('customerName', half));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ argument: 'eq(value)' });
    },
  );

  test('make filters that can always be sent', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        const filter = String(build(tree));
        expect(new URLSearchParams(serialiseQuery({ filter })).get('filter')).toBe(filter);
      }),
    );
  });
});

describe('the fields of a filter', () => {
  test('are in its type and its value, so that a query can refuse fields that its rows lack', () => {
    const both = and(eq('serviceCode', 'o365'), or(ne('channel', 'direct'), eq('serviceCode', 'crm')));
    expect(both.fields).toEqual(['serviceCode', 'channel', 'serviceCode']);
    expectTypeOf(both).toEqualTypeOf<Filter<'serviceCode' | 'channel'>>();
    expectTypeOf(both).toExtend<Filter<LicensesDeploymentField>>();
    expectTypeOf(both).toExtend<Filter>();
    expectTypeOf(eq('workloadCode', 'EXO')).not.toExtend<Filter<LicensesDeploymentField>>();
  });
});

describe('and and or', () => {
  const [a, b, c] = [eq('channel', 'a'), eq('channel', 'b'), ne('channel', 'c')] as const;
  const [A, B, C] = ["channel eq 'a'", "channel eq 'b'", "channel ne 'c'"] as const;

  test.for([
    ['join two', and(a, b), `${A} and ${B}`],
    ['join three', or(a, b, c), `${A} or ${B} or ${C}`],
    ['leave a single one as it is', and(a), A],
    ['bracket or within and', and(or(a, b), c), `(${A} or ${B}) and ${C}`],
    ['bracket or within and at the end', and(a, or(b, c)), `${A} and (${B} or ${C})`],
    ['bracket and within or', or(a, and(b, c)), `${A} or (${B} and ${C})`],
    ['need no brackets within their own kind', and(and(a, b), c), `${A} and ${B} and ${C}`],
    ['see through a single one', and(or(and(a, b)), c), `${A} and ${B} and ${C}`],
    ['bracket twice where it takes two', and(or(a, and(b, c)), a), `(${A} or (${B} and ${C})) and ${A}`],
  ] as const)('%s', ([, filter, text]) => {
    expect(String(filter)).toBe(text);
  });

  test('mean what the nested calls say, whatever the values hold', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(parseFilter(String(build(tree)))).toEqual(tree);
      }),
    );
  });

  test('refuse what was not made by eq, ne, and, or', () => {
    // @ts-expect-error text is no condition
    expect(() => and(a, "channel eq 'b'")).toThrow(ConfigurationError);
    // @ts-expect-error an object with the text of one is none either
    expect(() => or({ toString: () => A })).toThrow(ConfigurationError);
    // @ts-expect-error null is no condition
    expect(() => and(a, null)).toThrow('received null.');
    // @ts-expect-error a list is no condition: spread it
    expect(() => or([a, b])).toThrow(/each made by eq, ne, and, or, received an array of 2/);
    // @ts-expect-error text is no condition
    expect(thrownBy(() => and(a, 'b'))).toMatchObject({
      argument: 'and(…)',
      message: expect.stringMatching(
        /Example: and\(eq\('workloadCode', 'EXO'\), eq\('channel', 'reseller'\)\)$/,
      ),
    });
  });

  test('take the conditions of an array, and refuse an empty one', () => {
    const conditions: readonly Filter[] = [a, b];
    expect(String(or(...conditions))).toBe(`${A} or ${B}`);
    const none: readonly Filter[] = [];
    expect(() => or(...none)).toThrow(
      'or(…): expected at least one condition, each made by eq, ne, and, or, received an array of 0.',
    );
    expect(() => and()).toThrow(ConfigurationError);
  });

  test('take conditions that another installed copy of the package made', async () => {
    const url = '../../src/filter/filter.ts?another-copy';
    const copy: typeof Filters = await import(url);
    expect(copy.eq).not.toBe(eq);
    expect(String(and(or(a, copy.eq('channel', 'direct')), b))).toBe(
      `(${A} or channel eq 'direct') and ${B}`,
    );
  });
});
