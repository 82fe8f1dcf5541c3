import { describe, expect, it } from 'vitest';
import { findBreaches } from '../src/conventions/find-breaches.ts';
import { isRecord } from '../src/is-record.ts';
import { readDescription } from './read-description.ts';

const committed = await readDescription();

/** A copy of the description in which the value at the keys is another, or missing. */
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

describe('the description keeps to its own conventions', () => {
  it('as it is', () => {
    expect(findBreaches(committed)).toEqual([]);
  });

  it.each([
    [
      'a property that can be null, against its words',
      property('Customer', 'id', 'type'),
      ['string', 'null'],
    ],
    ['words that do not speak of null', property('Customer', 'id', 'description'), 'The id, a GUID.'],
    ['a GUID of any form', property('Customer', 'id', 'format'), undefined],
    [
      'a GUID that its words do not mention',
      property('Customer', 'id', 'description'),
      'The id. Never null.',
    ],
    ['a limit that its words do not mention', property('ApiFault', 'source', 'maxLength'), 10],
    ['another limit than its words mention', property('ApiFault', 'description', 'maxLength'), 1000],
    ['digits of any form', ['components', 'headers', 'MsServerId', 'schema', 'pattern'], undefined],
    ['an example that its schema refuses', property('Customer', 'relationshipToPartner', 'examples'), [7]],
    ['an example of a parameter that its schema refuses', parameter('Top', 'example'), 0],
    ['a parameter of another name', parameter('MsCv', 'name'), 'MS-Vector'],
    ['a header among the parameters of the query', parameter('MsCv', 'in'), 'query'],
    ['a header that callers have to send', parameter('MsCv', 'required'), true],
    ['a text that may be empty', parameter('Filter', 'schema', 'minLength'), undefined],
    ['a text that is long at least', parameter('Filter', 'schema', 'minLength'), 2],
    ['a list that may be empty', parameter('GroupBy', 'schema', 'minItems'), undefined],
    ['an extension that nobody reads', property('Customer', 'id', 'x-order'), 1],
    [
      'known values without its own example',
      property('LicensesUsageRow', 'channel', 'x-extensible-enum'),
      ['direct'],
    ],
    ['known values in capitals', property('LicensesUsageRow', 'channel', 'x-extensible-enum'), ['Reseller']],
    ['another name for a text', property('LicensesUsageRow', 'productName', 'x-aliases'), ['product']],
    [
      'an offset that nobody adds',
      property('LicensesUsageRow', 'processedDateTime', 'x-assumed-offset'),
      '+01:00',
    ],
    ['an offset of a number', property('LicensesUsageRow', 'licensesActive', 'x-assumed-offset'), 'Z'],
    ['a type that the client has not', parameter('CustomerFilter', 'x-argument'), 'Filter'],
    ['a header of answers that is promised', ['components', 'headers', 'MsCv', 'required'], true],
    ['a promise that is taken back', ['components', 'headers', 'RetryAfter', 'required'], false],
  ])('and not with %s', (_what, keys, value) => {
    const [finding] = findBreaches(withValueAt(keys, value));
    expect(finding?.place).toContain(`/components/${keys[1]}/${keys[2]}`);
  });

  it('and not with a header that one operation does not take', () => {
    const keys = ['paths', '/v1/customers', 'get', 'parameters'];
    const findings = findBreaches(withValueAt(keys, []));
    expect(findings.map(({ fault }) => fault)).toContain(
      '#/components/parameters/MsCv is missing, which the other operations take.',
    );
  });

  it('and not with a place in a path that no parameter fills', () => {
    const path = '/v1/customers/{customer-id}/analytics/licenses/usage';
    const findings = findBreaches(withValueAt(['paths', path, 'get', 'parameters'], []));
    expect(findings).toContainEqual({
      place: '/paths/~1v1~1customers~1{customer-id}~1analytics~1licenses~1usage/get',
      fault: 'No parameter fills {customer-id} of its path.',
    });
  });

  it('and not with pages that it does not say how to ask for', () => {
    const keys = ['paths', '/v1/customers', 'get', 'x-paging'];
    expect(findBreaches(withValueAt(keys, undefined))).toEqual([
      expect.objectContaining({ place: '/paths/~1v1~1customers/get' }),
    ]);
    expect(findBreaches(withValueAt(keys, 'cursor'))).toEqual([
      { place: '/paths/~1v1~1customers/get/x-paging', fault: 'It is neither next-link nor seek.' },
    ]);
  });

  it('and not with a successor that there is not', () => {
    const keys = ['paths', '/v1/analytics/licenses/usage', 'get', 'x-superseded-by'];
    expect(findBreaches(withValueAt(keys, 'listUsage'))).toEqual([
      {
        place: '/paths/~1v1~1analytics~1licenses~1usage/get/x-superseded-by',
        fault: 'It names no operation of this description.',
      },
    ]);
  });

  it('is refused without operations to check', () => {
    expect(() => findBreaches(withValueAt(['paths'], {}))).toThrow('no operations to check');
  });

  it.each(['schemas', 'parameters', 'headers'])('is refused without %s to check', (kind) => {
    expect(() => findBreaches(withValueAt(['components', kind], {}))).toThrow('to check');
  });
});
