import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { findOperationChanges } from '../../src/update/operation-changes.ts';
import { renderChanges } from '../../src/update/render-changes.ts';
import {
  change,
  patched,
  present,
  reworded,
  valuesOf,
  withoutDeployment,
  withoutUsagePercent,
} from './descriptions.ts';

function linesOf(before: string, after: string): readonly string[] {
  return renderChanges(findOperationChanges(parse(before), parse(after))).split('\n');
}

describe('the changes of a description, operation by operation', () => {
  it('name new operations and removed ones with their requests', () => {
    expect(linesOf(withoutDeployment(), present)).toEqual([
      '- `getCustomerLicensesDeployment` is new: `GET /v1/customers/{customer-id}/analytics/licenses/deployment`',
      '- `getPartnerLicensesDeployment` is new: `GET /v1/analytics/licenses/deployment`',
      '- `listLicensesDeployment` is new: `GET /v1/analytics/commercial/deployment/license/`',
    ]);
    expect(linesOf(present, withoutDeployment())).toContain(
      '- `listLicensesDeployment` is gone: `GET /v1/analytics/commercial/deployment/license/`',
    );
  });

  it('name a removed field with its place, and no other operation', () => {
    expect(linesOf(present, withoutUsagePercent())).toEqual([
      '- `getCustomerLicensesUsage` changes',
      '  - removed: field /items/*/usagePercent of 200',
    ]);
  });

  it.each([
    [
      'a parameter',
      "        - $ref: '#/components/parameters/Size'\n",
      "        - $ref: '#/components/parameters/Size'\n        - $ref: '#/components/parameters/Skip'\n",
      '  - added: parameter skip in query',
    ],
    [
      'a changed limit of a parameter',
      /maximum: \d+/,
      'maximum: 5000',
      '  - changed: parameter top in query',
    ],
    [
      'a status',
      /^ {8}'503':\n {10}\$ref: .*\n(?= {2}\/v1\/analytics\/licenses\/usage)/m,
      '',
      '  - removed: status 503',
    ],
    [
      'a header that is no longer promised',
      'in whole seconds.\n      required: true\n',
      'in whole seconds.\n',
      '  - changed: header Retry-After of 429',
    ],
    [
      'a field that becomes required',
      'required: [Value]\n',
      "required: [Value, '@nextLink']\n",
      '  - changed: field /@nextLink of 200',
    ],
    [
      'a deprecation',
      '      tags: [Customers]\n',
      '      tags: [Customers]\n      deprecated: true\n',
      '  - changed: deprecation',
    ],
    [
      'a changed address',
      '  /v1/customers:\n',
      '  /v2/customers:\n',
      '  - changed: address, which was GET /v1/customers',
    ],
  ])('name %s', (_what, from, to, line) => {
    expect(linesOf(present, change(present, from, to))).toContain(line);
  });

  it('name a parameter whose values stand in another schema', async () => {
    const LicensesUsageField = { enum: [...valuesOf('LicensesUsageField'), 'country'] };
    expect(linesOf(present, await patched({ components: { schemas: { LicensesUsageField } } }))).toContain(
      '  - changed: parameter groupby in query',
    );
  });

  it('name a change once when the answers of several statuses share it', () => {
    const retyped = change(
      present,
      '        statusCode:\n          type: integer',
      '        statusCode:\n          type: number',
    );
    expect(linesOf(present, retyped)).toContain('  - changed: field /statusCode of 401, 404, 429, 500, 503');
  });

  it('are none for new wording, and the summary says so', () => {
    expect(linesOf(present, reworded())).toEqual([
      '- No operation changes in what callers send or get: texts and examples only.',
    ]);
  });
});
