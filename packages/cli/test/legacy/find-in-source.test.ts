import { describe, expect, test } from 'vitest';
import { findInSource } from '../../src/legacy/find-in-source.ts';
import { operationOf, replacements } from '../../src/legacy/finding.ts';
import type { Language } from '../../src/legacy/language.ts';

/** What is found, as line:column operation: text. */
function find(language: Language, source: string): string[] {
  return findInSource(source, language).map(
    ({ line, column, operation, found }) => `${line}:${column} ${operation}: ${found}`,
  );
}

const [customer, partner] = ['getCustomerLicensesUsage', 'getPartnerLicensesUsage'];

describe('an address', () => {
  test.for<[string, Language, string, string[]]>([
    [
      'without a scope belongs to the partner',
      'ecmascript',
      "get('analytics/licenses/usage')",
      [`1:5 ${partner}: analytics/licenses/usage`],
    ],
    [
      'is found in any case',
      'ecmascript',
      "get('/V1/Analytics/Licenses/USAGE')",
      [`1:5 ${partner}: /V1/Analytics/Licenses/USAGE`],
    ],
    [
      'of another version may belong to either',
      'ecmascript',
      "get('/v2/analytics/licenses/usage')",
      ['1:5 either: /v2/analytics/licenses/usage'],
    ],
    [
      'that goes on between its scope and its end may belong to either',
      'ecmascript',
      "get('/v1/x/analytics/licenses/usage'); get('/customers/1/x/analytics/licenses/usage')",
      ['1:5 either: /v1/x/analytics/licenses/usage', '1:44 either: /customers/1/x/analytics/licenses/usage'],
    ],
    [
      'of segments begins behind an argument that is none',
      'ecmascript',
      "join('a b', 'analytics', '/licenses', 'usage')",
      [`1:13 ${partner}: analytics/licenses/usage`],
    ],
    [
      'must end with the word',
      'ecmascript',
      "get('/v1/analytics/licenses/usages'); get('/v1/analytics/licenses/usage_x')",
      [],
    ],
    [
      'may have a fragment',
      'ecmascript',
      "get('/v1/analytics/licenses/usage#x')",
      [`1:5 ${partner}: /v1/analytics/licenses/usage#x`],
    ],
    [
      'is cut at its beginning if it is long',
      'ecmascript',
      `get('https://${'a'.repeat(80)}/v1/analytics/licenses/usage')`,
      [`1:5 ${partner}: …${`${'a'.repeat(80)}/v1/analytics/licenses/usage`.slice(-99)}`],
    ],
    [
      'of a customer in segments',
      'python',
      "path.join('customers', id, 'analytics', 'licenses', 'usage')",
      [`1:28 ${customer}: customers/{}/analytics/licenses/usage`],
    ],
    [
      'of segments with slashes',
      'python',
      "join('v1/', 'analytics/', '/licenses', 'usage')",
      [`1:6 ${partner}: v1/analytics//licenses/usage`],
    ],
    [
      'behind a call in the middle',
      'ecmascript',
      "b + '/customers/' + encode(c?.ids[0]!.x) + '/analytics/licenses/usage'",
      [`1:44 ${customer}: /customers/{}/analytics/licenses/usage`],
    ],
    [
      'with an ampersand',
      'visualbasic',
      'u = "v1" & "/analytics/licenses/usage"',
      [`1:12 ${partner}: v1/analytics/licenses/usage`],
    ],
    [
      'is not joined from two arguments of different calls',
      'ecmascript',
      "f('analytics/licenses'); g('/usage')",
      ['1:3 not-understood: analytics/licenses'],
    ],
    [
      'is joined from adjacent strings only in Python',
      'ecmascript',
      "'analytics/licenses' '/usage'",
      ['1:1 not-understood: analytics/licenses'],
    ],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });
});

describe('a constant', () => {
  test.for<[string, string, string[]]>([
    [
      'completes a path',
      "const a = 'analytics';\njoin(a, 'licenses', 'usage')",
      [`2:6 ${partner}: analytics/licenses/usage`],
    ],
    [
      'completes it at its end',
      "const u = 'usage';\nget('/v1/analytics/licenses/' + u)",
      [`2:5 ${partner}: /v1/analytics/licenses/usage`],
    ],
    [
      'with two values is unknown, whichever is last',
      "let u = 'x'; u = 'usage';\nget('/v1/analytics/licenses/' + u)",
      [],
    ],
    ['is no member of another thing', "const a = 'analytics';\nget(x.a + '/licenses/usage')", []],
    ['with two values is unknown', "let u = 'usage'; u = 'x';\nget('/v1/analytics/licenses/' + u)", []],
    [
      'assigned the same value twice is known',
      "let u = 'usage'; u = 'usage';\nget('/v1/analytics/licenses/' + u)",
      [`2:5 ${partner}: /v1/analytics/licenses/usage`],
    ],
    [
      'is not confused with a member of that name',
      "const u = 'usage';\nget('/v1/analytics/licenses/' + a.u)",
      [],
    ],
    ['with spaces is not a segment', "const u = 'usage of licenses';\njoin('analytics', 'licenses', u)", []],
    ['must be a plain string', "const u = 'usage' + x;\nget('/v1/analytics/licenses/' + u)", []],
  ])('%s', ([, source, found]) => {
    expect(find('ecmascript', source).filter((line) => !line.includes('not-understood'))).toStrictEqual(
      found,
    );
  });

  test('with a part of a path is reported if it is unused', () => {
    const unused = "const A = '/v1/analytics/licenses/';";
    expect(find('ecmascript', unused)).toStrictEqual(['1:11 not-understood: /v1/analytics/licenses/']);
    expect(find('ecmascript', `${unused}\nget(A + 'usage')`)).toStrictEqual([
      `2:5 ${partner}: /v1/analytics/licenses/usage`,
    ]);
    expect(find('ecmascript', `use(A); ${unused}`)).toHaveLength(2);
    expect(find('ecmascript', `${unused} use(B, 'A');`)).toHaveLength(1);
    const property = "const A = 'x'; o = { A: '/v1/analytics/licenses/' }; use(A);";
    expect(find('ecmascript', property)).toStrictEqual(['1:25 not-understood: /v1/analytics/licenses/']);
  });
});

describe('a member chain', () => {
  test.for<[string, Language, string, string[]]>([
    [
      'is reported with its members and its call',
      'csharp',
      'var u = p.Customers.ById(id, 1).Analytics.Licenses.Usage.Get(x);',
      [`1:9 ${customer}: p.Customers.ById(…).Analytics.Licenses.Usage.Get()`],
    ],
    [
      'may have no call',
      'csharp',
      'var u = partner.Analytics.Licenses.Deployment;',
      ['1:9 getPartnerLicensesDeployment: partner.Analytics.Licenses.Deployment'],
    ],
    [
      'may end with a property',
      'csharp',
      'var u = x.partner.Analytics.Licenses.Usage.Value;',
      [`1:9 ${partner}: x.partner.Analytics.Licenses.Usage`],
    ],
    ['needs points between its members', 'csharp', 'new { Analytics, Licenses, Usage };', []],
    ['of getters that begins with licences is none', 'java', 'getLicenses().getUsage().get()', []],
    [
      'is reported with its last fifty members',
      'csharp',
      `${'a.'.repeat(60)}Analytics.Licenses.Usage.Get()`,
      [`1:21 either: ${'a.'.repeat(50)}Analytics.Licenses.Usage.Get()`],
    ],
    [
      'of an unknown variable may belong to either',
      'csharp',
      'x.Analytics.Licenses.Usage.Get()',
      ['1:1 either: x.Analytics.Licenses.Usage.Get()'],
    ],
    [
      'begins at its first name',
      'csharp',
      'f(), partner.Analytics.Licenses.Usage.Get()',
      [`1:6 ${partner}: partner.Analytics.Licenses.Usage.Get()`],
    ],
    [
      'may contain nested brackets',
      'csharp',
      'p.Customers[ids[0]].Analytics.Licenses.Usage.Get()',
      [`1:1 ${customer}: p.Customers(…).Analytics.Licenses.Usage.Get()`],
    ],
    [
      'may contain null-conditional operators',
      'csharp',
      'partner!.Analytics?.Licenses!.Usage?.Get()',
      [`1:1 ${partner}: partner.Analytics.Licenses.Usage.Get()`],
    ],
    [
      'may consist of getters',
      'java',
      'customer.getAnalytics().getLicenses().getDeployment().get()',
      ['1:1 getCustomerLicensesDeployment: customer.getAnalytics.getLicenses.getDeployment.get()'],
    ],
    ['has getters without arguments', 'java', 'c.getAnalytics(x).getLicenses().getUsage().get()', []],
    [
      'that ends at the licences is not understood',
      'csharp',
      'var l = partner.Analytics.Licenses;',
      ['1:9 not-understood: partner.Analytics.Licenses'],
    ],
    ['of other analytics is none', 'csharp', 'partner.Analytics.Other.Usage.Get(); x.Licenses;', []],
    ['that begins with licences needs a call', 'csharp', 'var u = licenses.Usage; Licenses.Other.Get()', []],
    [
      'of licences with a call is not understood',
      'csharp',
      'licenses.Deployment.GetAsync()',
      ['1:1 not-understood: licenses.Deployment'],
    ],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });
});

describe('a name', () => {
  test.for<[string, Language, string, string[]]>([
    ['of a cmdlet counts only in PowerShell', 'csharp', 'Get-PCLicensesUsage', []],
    ['of a cmdlet does not count in a text of another language', 'csharp', '"Get-PCLicensesUsage"', []],
    [
      'of a method that is called on a condition',
      'ecmascript',
      'run(ok ? getPartnerLicensesUsage(id) : none)',
      [`1:10 ${partner}: getPartnerLicensesUsage`],
    ],
    ['of a generic function is not a call', 'ecmascript', 'function getPartnerLicensesUsage<T>(a) {}', []],
    [
      'of a cmdlet must end there',
      'powershell',
      'Get-PCLicensesUsageReport; xGet-PCLicensesUsage; Get-PartnerLicenseUsage',
      [`1:50 ${partner}: Get-PartnerLicenseUsage`],
    ],
    [
      'of a cmdlet in a text',
      'powershell',
      "& 'Get-PCCustomerLicenseUsageInfo'",
      [`1:3 ${customer}: Get-PCCustomerLicenseUsageInfo`],
    ],
    [
      'of a method is case-sensitive',
      'ecmascript',
      'c.getpartnerlicensesusage(); c.getPartnerLicensesUsages()',
      [],
    ],
    [
      'of a defined function is not a call',
      'ecmascript',
      'async function getPartnerLicensesUsage(a) {} getCustomerLicensesUsage(id): Promise<void>',
      [],
    ],
    [
      'of a method is a call even before a block',
      'ecmascript',
      'c.getPartnerLicensesUsage() {',
      [`1:3 ${partner}: getPartnerLicensesUsage`],
    ],
    [
      'of a method that is passed',
      'ecmascript',
      'run(getPartnerLicensesUsage); c?.getPartnerLicensesUsage(',
      [`1:5 ${partner}: getPartnerLicensesUsage`, `1:34 ${partner}: getPartnerLicensesUsage`],
    ],
    [
      'of a type of the SDK',
      'csharp',
      'ICustomerLicensesDeploymentInsightsCollection x; PartnerLicensesUsageInsights y; MyPartnerLicensesUsageInsights z',
      [
        '1:1 not-understood: ICustomerLicensesDeploymentInsightsCollection',
        '1:50 not-understood: PartnerLicensesUsageInsights',
      ],
    ],
    ['of a type does not count in TypeScript', 'ecmascript', 'x as CustomerLicensesUsageInsights', []],
    ['of a type does not count in a string', 'csharp', '"PartnerLicensesUsageInsights"', []],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });
});

describe('in other text', () => {
  test('addresses, names and chains are found in order', () => {
    expect(
      find(
        'plain',
        'a: Get-PartnerCustomerLicenseUsageInfo\n' +
          'b: "https://x/v1/customers/1/analytics/licenses/deployment?a=1"\n' +
          'c: partner . Analytics.Licenses . Usage.Get()\n' +
          'd: x/analytics/licenses/usage and v1/analytics/licenses/usage/\n' +
          'e: Get-PCLicensesDeployment v1/analytics/licenses/usages MyAnalytics.Licenses.Usage',
      ),
    ).toStrictEqual([
      `1:4 ${customer}: Get-PartnerCustomerLicenseUsageInfo`,
      '2:5 getCustomerLicensesDeployment: https://x/v1/customers/1/analytics/licenses/deployment',
      '3:14 either: Analytics.Licenses . Usage',
      '4:4 either: x/analytics/licenses/usage',
      `4:35 ${partner}: v1/analytics/licenses/usage`,
      '5:4 getPartnerLicensesDeployment: Get-PCLicensesDeployment',
    ]);
    const long = `${'a'.repeat(100)}/v1/analytics/licenses/usage`;
    expect(find('plain', long)).toStrictEqual([`1:29 ${partner}: ${long.slice(-100)}`]);
  });

  test('addresses with escaped slashes are found', () => {
    expect(
      find('plain', String.raw`{ "u": "https:\/\/x\/v1\/customers\/1\/analytics\/licenses\/usage" }`),
    ).toStrictEqual([String.raw`1:9 ${customer}: https:\/\/x\/v1\/customers\/1\/analytics\/licenses\/usage`]);
    expect(find('plain', String.raw`v1\/analytics\/licenses\/usage\/history`)).toStrictEqual([]);
    expect(find('plain', 'u=%2Fv1%2Fanalytics%2Flicenses%2Fusage')).toStrictEqual([
      `1:1 ${partner}: u=%2Fv1%2Fanalytics%2Flicenses%2Fusage`,
    ]);
  });

  test('a chain of thousands of members is searched once', () => {
    expect(find('csharp', '.Analytics.Licenses.Usage'.repeat(2_000))).toHaveLength(2_000);
  });

  test('a source that never mentions licences is skipped', () => {
    expect(find('plain', '')).toStrictEqual([]);
    expect(find('ecmascript', 'analytics.usage')).toStrictEqual([]);
  });
});

test('each operation has a replacement with its address', () => {
  expect(operationOf('Deployment', 'unknown')).toBe('either-deployment');
  expect(operationOf('usage', 'unknown')).toBe('either');
  for (const [operation, replacement] of Object.entries(replacements))
    expect(replacement).toMatch(
      operation === 'not-understood'
        ? /^look at this place/
        : operation.toLowerCase().includes('deployment')
          ? /^listLicensesDeployment\(.*\/deployment\/license\//
          : /^listLicensesUsage\(.*\/usage\/license\//,
    );
});
