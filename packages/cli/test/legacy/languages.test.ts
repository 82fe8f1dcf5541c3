import { describe, expect, test } from 'vitest';
import { findInSource } from '../../src/legacy/find-in-source.ts';
import type { Language } from '../../src/legacy/language.ts';

const customer = 'getCustomerLicensesUsage';
const partner = 'getPartnerLicensesUsage';
const customerDeployment = 'getCustomerLicensesDeployment';
const partnerDeployment = 'getPartnerLicensesDeployment';

/** What is found, as line:column operation. */
function find(language: Language, source: string): string[] {
  return findInSource(source, language).map(
    ({ line, column, operation }) => `${line}:${column} ${operation}`,
  );
}

describe('an address is found', () => {
  test.for<[string, Language, string, string[]]>([
    ['in a text', 'ecmascript', `get('/v1/customers/1/analytics/licenses/usage')`, [`1:5 ${customer}`]],
    [
      'in a template',
      'ecmascript',
      'get(`${base}/v1/customers/${id}/analytics/licenses/usage?x=1`)',
      [`1:5 ${customer}`],
    ],
    [
      'in a template within a template',
      'ecmascript',
      'log(`${get(`/v1/analytics/licenses/usage`)}`)',
      [`1:12 ${partner}`],
    ],
    [
      'joined of texts and values',
      'ecmascript',
      `get(base + "/v1/customers/" + c.get(1)[0].id\n + "/analytics/" + 'licenses/usage');`,
      [`2:4 ${customer}`],
    ],
    [
      'as segments',
      'ecmascript',
      `path('v1', 'customers', id, 'analytics', 'licenses', 'usage')`,
      [`1:29 ${customer}`],
    ],
    [
      'behind an argument that is no segment',
      'ecmascript',
      `test('a text', '/v1/customers/1/analytics/licenses/usage')`,
      [`1:16 ${customer}`],
    ],
    ['behind an unknown base', 'ecmascript', 'fetch(`${url}/analytics/licenses/usage`)', ['1:7 either']],
    [
      'behind a regular expression with a quote',
      'ecmascript',
      `x.replace(/'/g, ''); get('/v1/analytics/licenses/usage')`,
      [`1:26 ${partner}`],
    ],
    [
      'behind an apostrophe in markup',
      'ecmascript',
      `<p>don't</p>;\nget('/v1/analytics/licenses/usage')`,
      [`2:5 ${partner}`],
    ],
    ['in a C# text', 'csharp', `Get("v1/analytics/licenses/usage");`, [`1:5 ${partner}`]],
    [
      'in an interpolated C# text',
      'csharp',
      `Get($"{root}/v1/customers/{c.Id}/analytics/licenses/usage");`,
      [`1:5 ${customer}`],
    ],
    [
      'in a verbatim C# text',
      'csharp',
      `Get(@"C:\\" + x, @"v1/customers/{0}/analytics/licenses/usage");`,
      [`1:17 ${customer}`],
    ],
    [
      'in a raw C# text',
      'csharp',
      `Get($"""{root}/v1/customers/{id}/analytics/licenses/usage""");`,
      [`1:5 ${customer}`],
    ],
    [
      'in a PowerShell text',
      'powershell',
      `Invoke-RestMethod "$base/v1/customers/$($c.Id)/analytics/licenses/usage"`,
      [`1:19 ${customer}`],
    ],
    [
      'in a PowerShell format',
      'powershell',
      `$u = 'v1/customers/{0}/analytics/licenses/usage' -f $id`,
      [`1:6 ${customer}`],
    ],
    ['in a here-string', 'powershell', '$u = @"\n$base/v1/analytics/licenses/usage\n"@', [`1:6 ${partner}`]],
    ['with a slash at its end', 'ecmascript', 'get(`${b}/v1/analytics/licenses/usage/`)', [`1:5 ${partner}`]],
    ['with a query', 'powershell', '$u = "$b/v1/analytics/licenses/usage?x=1"', [`1:6 ${partner}`]],
    ['as longer segments', 'ecmascript', `join(b, 'v1/analytics', 'licenses', 'usage')`, [`1:9 ${partner}`]],
    [
      'as arguments of string.Concat',
      'csharp',
      'var u = string.Concat(b, "/v1/analytics/", "licenses/usage");',
      [`1:26 ${partner}`],
    ],
    [
      'with a constant of the same source',
      'ecmascript',
      `const A = '/analytics/licenses';\nconst u = b + '/v1' + A + '/usage';`,
      [`2:23 ${partner}`],
    ],
    [
      'in Visual Basic',
      'visualbasic',
      `Dim u = b & "/v1/analytics/" & "licenses/usage" ' note`,
      [`1:13 ${partner}`],
    ],
    [
      'in Java',
      'java',
      'var u = base + "/v1/customers/" + id + "/analytics/licenses/usage";',
      [`1:40 ${customer}`],
    ],
    [
      'in a Kotlin text',
      'java',
      'val u = "$base/v1/customers/$id/analytics/licenses/usage"',
      [`1:9 ${customer}`],
    ],
    [
      'in Python',
      'python',
      `u = f"{b}/v1/customers/{id}/analytics/licenses/usage"  # note`,
      [`1:5 ${customer}`],
    ],
    [
      'in Python texts side by side',
      'python',
      `u = ("/v1/analytics/"\n  "licenses/usage")`,
      [`1:6 ${partner}`],
    ],
    ['in JSON', 'plain', `{ "url": "https://a/v1/analytics/licenses/usage" }`, [`1:11 ${partner}`]],
    [
      'of deployment',
      'ecmascript',
      `get('/v1/customers/1/analytics/licenses/deployment'); get('/v1/analytics/licenses/deployment/')`,
      [`1:5 ${customerDeployment}`, `1:59 ${partnerDeployment}`],
    ],
    [
      'of deployment in Python and Java alike',
      'python',
      `get("/v1/customers/{}/analytics/licenses/deployment".format(id))`,
      [`1:5 ${customerDeployment}`],
    ],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });
});

describe('a call is found', () => {
  test.for<[string, Language, string, string[]]>([
    [
      'of a customer',
      'csharp',
      'var u = partner.Customers.ById(c.Id).Analytics.Licenses.Usage.Get();',
      [`1:9 ${customer}`],
    ],
    [
      'of the partner, over lines',
      'csharp',
      'await partnerOperations\n  .Analytics\n  .Licenses\n  .Usage\n  .GetAsync();',
      [`1:7 ${partner}`],
    ],
    ['of something unknown', 'csharp', 'ops?.Analytics!.Licenses.Usage.Get();', ['1:1 either']],
    [
      'of the SDK in PowerShell',
      'powershell',
      '$partner.Customers.ById($id).Analytics.Licenses.Usage.Get()',
      [`1:1 ${customer}`],
    ],
    [
      'of a cmdlet',
      'powershell',
      'Get-PartnerLicenseUsageInfo | ft\nget-pclicenseusage\nGet-PCCustomerLicenseUsage -CustomerId $id',
      [`1:1 ${partner}`, `2:1 ${partner}`, `3:1 ${customer}`],
    ],
    [
      'of the client',
      'ecmascript',
      'await client.getCustomerLicensesUsage(id);\nclient?.getPartnerLicensesUsage();',
      [`1:14 ${customer}`, `2:9 ${partner}`],
    ],
    [
      'of a cmdlet by its older name',
      'powershell',
      'Get-PCLicensesUsage\nGet-PCCustomerLicensesUsage -TenantId $id\nPartnerCenter\\Get-PartnerLicenseUsageInfo',
      [`1:1 ${partner}`, `2:1 ${customer}`, `3:15 ${partner}`],
    ],
    [
      'of a cmdlet on deployment',
      'powershell',
      'Get-PCLicensesDeployment; Get-PCCustomerLicensesDeployment; Get-PartnerLicenseDeploymentInfo',
      [`1:1 ${partnerDeployment}`, `1:27 ${customerDeployment}`, `1:61 ${partnerDeployment}`],
    ],
    [
      'of the SDK on deployment',
      'csharp',
      'p.Customers[id].Analytics.Licenses.Deployment.Get(); partner.Analytics.Licenses.Deployment.GetAsync();',
      [`1:1 ${customerDeployment}`, `1:54 ${partnerDeployment}`],
    ],
    [
      'of the SDK for Java',
      'java',
      'partner.getCustomers().byId(id).getAnalytics().getLicenses().getUsage().get();',
      [`1:1 ${customer}`],
    ],
    [
      'of the SDK in Visual Basic',
      'visualbasic',
      'Dim u = partner.Analytics.Licenses.Usage.Get()',
      [`1:9 ${partner}`],
    ],
    [
      'of segments in another language',
      'plain',
      'path.Join(base, "v1", "analytics", "licenses", "usage")',
      ['1:24 either'],
    ],
    [
      'of a destructured method',
      'ecmascript',
      'const { getPartnerLicensesUsage } = client;\nawait getPartnerLicensesUsage();',
      [`1:9 ${partner}`, `2:7 ${partner}`],
    ],
    [
      'of a method by another name',
      'ecmascript',
      `const { getPartnerLicensesUsage: read } = client; client['getCustomerLicensesDeployment'](id)`,
      [`1:9 ${partner}`, `1:58 ${customerDeployment}`],
    ],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });
});

describe('a part of a call is not understood', () => {
  test.for<[string, Language, string, string[]]>([
    [
      'where a variable holds the rest of a chain',
      'csharp',
      'var licenses = partner.Customers.ById(id).Analytics.Licenses;\nvar u = licenses.Usage.Get();',
      ['1:16 not-understood', '2:9 not-understood'],
    ],
    [
      'where a path is left open',
      'ecmascript',
      `export const A = '/v1/analytics/licenses'`,
      ['1:18 not-understood'],
    ],
    ['where a path has no beginning', 'python', `u = root() + "licenses/usage"`, ['1:14 not-understood']],
    [
      'where only its type is named',
      'csharp',
      'ResourceCollection<CustomerLicensesUsageInsights> Read(IReader r) => r.Read();',
      ['1:20 not-understood'],
    ],
    [
      'where what is asked about is computed',
      'ecmascript',
      'get(`${base}/v1/customers/${id}/analytics/licenses/${kind}`);\nget("/v1/analytics/licenses/" + kind);',
      ['1:5 not-understood', '2:5 not-understood'],
    ],
    [
      'where a format has a place for what is asked about',
      'csharp',
      'string.Format("/v1/customers/{0}/analytics/licenses/{1}", id, kind); F($"v1/analytics/licenses/{kind}")',
      ['1:15 not-understood', '1:72 not-understood'],
    ],
    [
      'where Python fills in what is asked about',
      'python',
      `f"{base}/v1/analytics/licenses/{kind}"\n"/v1/analytics/licenses/%s" % kind`,
      ['1:1 not-understood', '2:1 not-understood'],
    ],
    [
      'where the beginning is computed',
      'ecmascript',
      'get(`${root}/licenses/usage`)',
      ['1:5 not-understood'],
    ],
    [
      'where a path of another language is left open',
      'plain',
      'curl "$BASE/v1/analytics/licenses/$KIND"\nx := fmt.Sprintf("/v1/analytics/licenses/%s", kind)\ny := base + "licenses/usage"',
      ['1:7 not-understood', '2:19 not-understood', '3:14 not-understood'],
    ],
  ])('%s', ([, language, source, found]) => {
    expect(find(language, source)).toStrictEqual(found);
  });

  test('when strings nest too deeply, without an endless loop or overflow', () => {
    const source = `${'`${'.repeat(6_000)}'/v1/analytics/licenses/usage'${'}`'.repeat(6_000)}`;
    expect(find('ecmascript', source)).toStrictEqual([expect.stringMatching(/^1:\d+ not-understood$/)]);
  });
});

test.for<Language>(['ecmascript', 'csharp', 'visualbasic', 'powershell', 'java', 'python', 'plain'])(
  'reads a text of a megabyte without blanks once: %s',
  (language) => {
    const long = 'QUJD'.repeat(250_000);
    const source = `licence ${long} "${long}" \n"/v1/analytics/licenses/usage"`;
    expect(find(language, source)).toStrictEqual([expect.stringMatching(partner)]);
  },
);

describe('nothing is found', () => {
  test.for<[string, Language, string]>([
    ['in comments', 'ecmascript', '// /v1/analytics/licenses/usage\n/* client.getPartnerLicensesUsage() */'],
    ['in PowerShell comments', 'powershell', '# Get-PCLicenseUsage\n<# Get-PCLicenseUsage #>'],
    [
      'of the superseding operations',
      'ecmascript',
      `get('/v1/analytics/commercial/usage/license/'); client.listLicensesUsage(); client.listLicensesDeployment()`,
    ],
    ['in Python comments', 'python', '# /v1/analytics/licenses/usage'],
    ['of a method that is only declared', 'ecmascript', 'interface A { getPartnerLicensesUsage(): void }'],
    ['of other licences', 'csharp', 'var l = user.Licenses.Get(); license.Usage.Show("licenses");'],
    ['of a path that goes on', 'ecmascript', `get('/v1/analytics/licenses/usage/history')`],
    [
      'of a path that goes on with another word',
      'plain',
      `get "/v1/analytics/licenses/usages" or "x/licenses/usage/a"`,
    ],
    ['of a method that is only defined', 'ecmascript', 'class A { getPartnerLicensesUsage() {} }'],
  ])('%s', ([, language, source]) => {
    expect(find(language, source)).toStrictEqual([]);
  });
});
