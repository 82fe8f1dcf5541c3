import { describe, expect, it } from 'vitest';
import { findBreaches } from '../src/conventions/find-breaches.ts';
import { isRecord } from '../src/is-record.ts';
import { readDescription } from './read-description.ts';

const committed = await readDescription();

/** A copy of the description with another value at these keys, or none. */
function withValueAt(keys: readonly string[], value: unknown): Record<string, unknown> {
  const copy = structuredClone(committed);
  const name = keys.at(-1) ?? '';
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), copy);
  if (!isRecord(parent)) throw new Error(`The description has nothing at ${keys.join('/')}.`);
  if (value === undefined) delete parent[name];
  else parent[name] = value;
  return copy;
}

const property = (schema: string, name: string, keyword: string) =>
  ['components', 'schemas', schema, 'properties'].concat(name, keyword);
const parameter = (...keys: readonly string[]) => ['components', 'parameters', ...keys];

describe('the conventions of the description', () => {
  it('hold for the present description', () => {
    expect(findBreaches(committed)).toEqual([]);
  });

  it.each([
    [
      'a nullable property whose description says never null',
      property('Customer', 'id', 'type'),
      ['string', 'null'],
    ],
    [
      'a description that does not mention null',
      property('Customer', 'id', 'description'),
      'The id, a GUID.',
    ],
    ['a GUID without its format', property('Customer', 'id', 'format'), undefined],
    [
      'a GUID that the description does not mention',
      property('Customer', 'id', 'description'),
      'The id. Never null.',
    ],
    ['a limit that the description does not mention', property('ApiFault', 'source', 'maxLength'), 10],
    [
      'a limit other than the one that the description mentions',
      property('ApiFault', 'description', 'maxLength'),
      1000,
    ],
    ['digits without a pattern', ['components', 'headers', 'MsServerId', 'schema', 'pattern'], undefined],
    [
      'an example that does not fit its schema',
      property('Customer', 'relationshipToPartner', 'examples'),
      [7],
    ],
    ['an example of a parameter that does not fit its schema', parameter('Top', 'example'), 0],
    ['a parameter of another name', parameter('MsCv', 'name'), 'MS-Vector'],
    ['a header among the parameters of the query', parameter('MsCv', 'in'), 'query'],
    ['a required header of requests', parameter('MsCv', 'required'), true],
    ['a text that may be empty', parameter('Filter', 'schema', 'minLength'), undefined],
    ['a text whose least length is above 1', parameter('Filter', 'schema', 'minLength'), 2],
    ['a list that may be empty', parameter('GroupBy', 'schema', 'minItems'), undefined],
    ['an unknown extension', property('Customer', 'id', 'x-order'), 1],
    [
      'known values that lack the example',
      property('LicensesUsageRow', 'channel', 'x-extensible-enum'),
      ['direct'],
    ],
    ['known values in capitals', property('LicensesUsageRow', 'channel', 'x-extensible-enum'), ['Reseller']],
    ['an alias of a text', property('LicensesUsageRow', 'productName', 'x-aliases'), ['product']],
    [
      'an assumed offset other than Z',
      property('LicensesUsageRow', 'processedDateTime', 'x-assumed-offset'),
      '+01:00',
    ],
    [
      'an assumed offset of a number',
      property('LicensesUsageRow', 'licensesActive', 'x-assumed-offset'),
      'Z',
    ],
    ['an argument type that the client lacks', parameter('CustomerFilter', 'x-argument'), 'Filter'],
    ['a required header of answers', ['components', 'headers', 'MsCv', 'required'], true],
    ['a Retry-After that is not required', ['components', 'headers', 'RetryAfter', 'required'], false],
  ])('forbid %s', (_what, keys, value) => {
    const [finding] = findBreaches(withValueAt(keys, value));
    expect(finding?.place).toContain(`/components/${keys[1]}/${keys[2]}`);
  });

  it('forbid that one operation lacks a header of the others', () => {
    const keys = ['paths', '/v1/customers', 'get', 'parameters'];
    const findings = findBreaches(withValueAt(keys, []));
    expect(findings.map(({ fault }) => fault)).toContain(
      '#/components/parameters/MsCv is missing, which the other operations take.',
    );
  });

  it('forbid a placeholder in a path that no parameter fills', () => {
    const path = '/v1/customers/{customer-id}/analytics/licenses/usage';
    const findings = findBreaches(withValueAt(['paths', path, 'get', 'parameters'], []));
    expect(findings).toContainEqual({
      place: '/paths/~1v1~1customers~1{customer-id}~1analytics~1licenses~1usage/get',
      fault: 'No parameter fills {customer-id} of its path.',
    });
  });

  it('forbid a list that does not say how its pages are addressed', () => {
    const keys = ['paths', '/v1/customers', 'get', 'x-paging'];
    expect(findBreaches(withValueAt(keys, undefined))).toEqual([
      expect.objectContaining({ place: '/paths/~1v1~1customers/get' }),
    ]);
    expect(findBreaches(withValueAt(keys, 'cursor'))).toEqual([
      { place: '/paths/~1v1~1customers/get/x-paging', fault: 'It is neither next-link nor seek.' },
    ]);
  });

  it('forbid a successor that does not exist', () => {
    const keys = ['paths', '/v1/analytics/licenses/usage', 'get', 'x-superseded-by'];
    expect(findBreaches(withValueAt(keys, 'listUsage'))).toEqual([
      {
        place: '/paths/~1v1~1analytics~1licenses~1usage/get/x-superseded-by',
        fault: 'It names no operation of this description.',
      },
    ]);
  });

  it('are not checked without operations: that is an error', () => {
    expect(() => findBreaches(withValueAt(['paths'], {}))).toThrow('no operations to check');
  });

  it.each(['schemas', 'parameters', 'headers'])('are not checked without %s: that is an error', (kind) => {
    expect(() => findBreaches(withValueAt(['components', kind], {}))).toThrow('to check');
  });
});
