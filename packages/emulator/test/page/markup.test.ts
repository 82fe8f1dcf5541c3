import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { createEmulator, type EmulatorOptions, faultNames } from '../../src/index.ts';
import { faultGroups } from '../../src/faults/catalogue.ts';
import { ask, documentedClock } from '../support/ask.ts';

const usageLists = 'listLicensesUsage listLicensesDeployment';

async function pageOf(options: EmulatorOptions = {}) {
  return ask(createEmulator({ clock: documentedClock, ...options }), '/');
}

/** The fields of the form: each input with its label, its hint, and the operations that it applies to. */
function fieldsOf(html: string) {
  const pattern =
    /<div class="field([^"]*)" data-for="([^"]*)"><label for="(\w+)">([^<]*)<\/label>\n<input id="\3" name="\3"([^>]*)>(?:\n<small id="\3-hint">([^<]*)<\/small>)?<\/div>/g;
  return [...html.matchAll(pattern)].map(
    ([, style = '', operations, name, label, attributes = '', hint]) => ({
      name,
      label,
      operations,
      isLong: style === ' long',
      isParameter: attributes.includes(' data-parameter '),
      more: /(?:list|inputmode)="[^"]*"/.exec(attributes)?.[0],
      // A screen reader reads a hint only if the field names it.
      ...(attributes.includes(`aria-describedby="${name}-hint"`) && { hint }),
    }),
  );
}

/** The first group of each match of a pattern. */
function all(html: string, pattern: RegExp): string[][] {
  return [...html.matchAll(pattern)].map((match) => match.slice(1));
}

describe('the page', () => {
  test('may run only its own script and style, and can be read by nobody else', async () => {
    const { headers, text } = await pageOf();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy');
    for (const [name, content = ''] of all(text, /<(style|script)>([^]*?)<\/\1>/g)) {
      expect(content.length).toBeGreaterThan(100);
      const hash = createHash('sha256').update(content).digest('base64');
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`);
    }
  });

  test('shows what is served', async () => {
    const { text } = await pageOf({ customers: 3 });
    const shown = all(text, /<div><dt>([^<]+)<\/dt><dd id="now-(\w+)">([^<]+)<\/dd><\/div>\n/g);
    expect(shown.map(([name, id]) => [name, id])).toEqual([
      ['Customers', 'customers'],
      ['Snapshots', 'snapshots'],
      ['Throttling', 'throttling'],
      ['Faults', 'faults'],
      ['Latency', 'latency'],
      ['Tokens', 'tokens'],
      ['Byte order mark', 'bom'],
    ]);
    expect(shown[0]).toEqual(['Customers', 'customers', '3']);
  });

  test('lists every operation, the current ones first, with its summary and address', async () => {
    const { text } = await pageOf();
    const pattern =
      /<li><button type="button" data-operation="(\w+)"><span>\1<\/span><small>(\w+)<\/small><small class="path">([^<]+)<\/small><code>([^<]+)<\/code><\/button><\/li>\n/g;
    const listed = all(text, pattern);
    expect(listed).toHaveLength(7);
    expect(listed.map(([, status]) => status)).toEqual([
      ...Array<string>(3).fill('current'),
      ...Array<string>(4).fill('superseded'),
    ]);
    expect(listed[0]).toEqual([
      'listLicensesUsage',
      'current',
      'Usage of every customer, filtered and grouped',
      '/v1/analytics/commercial/usage/license/',
    ]);
    expect(listed[3]).toEqual([
      'getCustomerLicensesUsage',
      'superseded',
      'Usage of one customer',
      '/v1/customers/{customer-id}/analytics/licenses/usage',
    ]);
    const choices = all(
      text,
      /<option value="(\w+)" data-path="([^"]+)" data-summary="([^"]+)">\1<\/option>/g,
    );
    expect(choices).toEqual(
      listed.map(([id, status, summary, path]) => [
        id,
        path,
        status === 'superseded' ? `${summary} (superseded)` : summary,
      ]),
    );
  });

  test('has a panel to copy from for each form of a request', async () => {
    const { text } = await pageOf();
    const panels = all(text, /<h3 id="(\w+)-title">([^<]+)<\/h3><button type="button" data-copy="\1"/g);
    expect(panels).toEqual([
      ['request', 'Request'],
      ['curl', 'curl'],
      ['client', 'Client'],
    ]);
    expect(all(text, /aria-label="(Copy: \w+)"/g).flat()).toEqual([
      'Copy: Request',
      'Copy: curl',
      'Copy: Client',
    ]);
  });
});

describe('the form of a request', () => {
  test('has a labelled field for every parameter, with the operations that take it', async () => {
    const fields = fieldsOf((await pageOf()).text);
    expect(fields).toMatchObject([
      { name: 'customer', operations: 'getCustomerLicensesUsage getCustomerLicensesDeployment' },
      { name: 'filter', label: 'Filter', operations: usageLists, isLong: true },
      { name: 'groupby', label: 'Group by', operations: usageLists, isLong: true },
      { name: 'processedDateTime', label: 'Processed on', isLong: false, more: 'list="days"' },
      { name: 'top', label: 'Rows in a page (top)', isLong: false, more: 'inputmode="numeric"' },
      { name: 'skip', label: 'Rows to leave out (skip)', more: 'inputmode="numeric"' },
      { name: 'size', label: 'Customers in a page (size)', operations: 'listCustomers' },
    ]);
    expect(fields.map(({ isParameter }) => isParameter)).toEqual([false, ...Array<boolean>(6).fill(true)]);
    expect(fields.map(({ hint }) => hint)).toEqual([
      undefined,
      'workloadCode eq &#39;EXO&#39; and channel ne &#39;direct&#39;',
      expect.stringMatching(/^workloadCode, workloadName, .+, productName; for usage only: the workload$/),
      'The day of a snapshot, such as 2017-03-10',
      '1 to 10000',
      undefined,
      '1 to 500',
    ]);
    expect(fields[6]?.more).toBe('inputmode="numeric"');
  });

  test('suggests the newest 104 days, the newest first, and the first customer', async () => {
    const { text } = await pageOf();
    const days = all(text, /<option value="(\d{4}-\d\d-\d\d)">/g).flat();
    expect(days).toHaveLength(104);
    expect(days.slice(0, 3)).toEqual(['2017-03-10', '2017-03-09', '2017-03-03']);
    expect(text).toContain('<datalist id="days"><option value="2017-03-10"><option ');
    expect(text).toContain('name="customer" value="4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04"');
    expect(text).toContain('name="token" value="demo-token"');
  });

  test('suggests nothing if there is no data', async () => {
    const { text } = await pageOf({ data: { Value: [] } });
    expect(text).toContain('name="customer" value=""');
    expect(text).toContain('<datalist id="days"></datalist>');
    expect(fieldsOf(text)[3]).toMatchObject({ name: 'processedDateTime', more: 'list="days"' });
    expect(fieldsOf(text)[3]).not.toHaveProperty('hint');
  });

  test('offers every fault of an answer, but none of the token endpoint', async () => {
    const { text } = await pageOf();
    const offered = all(
      text,
      /<div class="fault"><input type="checkbox" name="fault" id="fault-([\w-]+)" value="\1" aria-describedby="fault-\1-hint"><label for="fault-\1">\1<\/label><small id="fault-\1-hint">([^<]+\.)<\/small><\/div>\n/g,
    );
    const ofTokens = Object.keys(faultGroups['Token endpoint']);
    expect(offered.map(([name]) => name)).toEqual(faultNames.filter((name) => !ofTokens.includes(name)));
    expect(offered[0]?.[1]).toMatch(/^400: the input is not valid/);
    const groups = all(text, /<fieldset><legend>([^<]+)<\/legend>\n/g).flat();
    expect(groups).toContain('Refusals');
    expect(groups).not.toContain('Token endpoint');
  });
});
