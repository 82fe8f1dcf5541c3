import { describe, expect, test } from 'vitest';
import { readAccent } from '../../src/report/accent.ts';
import { CustomerUsage } from '../../src/report/compare-customers.ts';
import { createFormats, readLocale } from '../../src/report/formats.ts';
import { createNames, headlineOf } from '../../src/report/headline.ts';
import { Html, html } from '../../src/report/html.ts';
import { scaleOf, drawSparkline } from '../../src/report/sparkline.ts';
import { describeCut, foldLong, renderTable } from '../../src/report/table.ts';
import { renderBar, renderUsageTable } from '../../src/report/usage-table.ts';
import { factsWith, workload } from '../support/report.ts';

const formats = createFormats('en-GB');

describe('a piece of HTML', () => {
  test('escapes every value that is not HTML itself', () => {
    const hostile = `<a b="c" d='e'>&\u202E`;
    expect(html`<p>${hostile}</p>`.text).toBe('<p>&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;</p>');
    expect(html`${1}${new Html('<b>')}${[html`<i>`, html`<u>`]}${''}`.text).toBe('1<b><i><u>');
    expect(String(html`<b>`)).toBe('<b>');
  });
});

describe('a list', () => {
  const render = (items: readonly number[], end: string) => html`[${items.length}${end}]`;
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

  test('says how much it shows only when it is cut', () => {
    expect(describeCut({ items: numbers(2), total: 2 }, 'things', formats)).toBe('');
    const cut = String(describeCut({ items: numbers(2), total: 1_234 }, 'things', formats));
    expect(cut.replaceAll(/<[^>]*>|\n/g, '')).toBe('2 of 1,234 things; --top shows more.');
  });

  test('is folded when it has more than sixty entries', () => {
    expect(foldLong(numbers(60), 'things', render, formats).text).toBe('[60]');
    expect(foldLong(numbers(1_061), 'things', render, formats).text).toBe(
      '[50]\n<details>\n<summary>1,011 more things</summary>\n[1011, continued]\n</details>',
    );
  });
});

test('a table tells the type of its columns, and names its rows and groups', () => {
  const page = renderTable<string>({
    caption: 'A & B',
    groups: [{ rows: ['x'] }, { title: 'G', rows: ['y'] }],
    columns: [
      { title: 'One', show: (row) => row },
      { title: 'Two', show: () => html`<b></b>`, isNumeric: true, isWide: true },
      { title: 'Three', show: () => '3', isNumeric: true },
    ],
  }).text.replaceAll('\n', '');
  expect(page).toContain('aria-label="A &amp; B"');
  expect(page).toContain('<th scope="col" class="">One</th><th scope="col" class="number on-wide">Two</th>');
  expect(page).toContain(
    '<tbody><tr><th scope="row"><bdi>x</bdi></th><td class="number on-wide"><b></b></td>',
  );
  expect(page).toContain('<td class="number"><bdi>3</bdi></td>');
  expect(page).toContain(
    '<tbody class="grouped"><tr class="group"><th scope="rowgroup" colspan="3"><bdi>G</bdi></th></tr>',
  );
});

test('a table of licences shows changes only on request', () => {
  const rows = [
    { name: 'A', licensesActive: 5, licensesQualified: 5, previousActive: 3 },
    { name: 'B', licensesActive: 5, licensesQualified: 9, previousActive: null },
    { name: 'C', licensesActive: 5, licensesQualified: 3 },
  ];
  const tableWith = (hasChange: boolean) =>
    renderUsageTable({ caption: 'x', title: 'Name', groups: [{ rows }], formats, hasChange }).text;
  const cells = (page: string) =>
    page
      .split('</tr>')
      .slice(1, -1)
      .map((line) => Array.from(line.matchAll(/<td class="number[^"]*"><bdi>([^<]*)/g), ([, cell]) => cell));
  expect(cells(tableWith(true))).toStrictEqual([
    ['100.0%', '5', '5', '+2', '0'],
    ['55.6%', '5', '9', '–', '4'],
    ['166.7%\u00A0▲', '5', '3', '–'],
  ]);
  expect(cells(tableWith(false))[0]).toStrictEqual(['100.0%', '5', '5', '0']);
  expect(tableWith(true)).toContain('<th scope="col" class="number on-wide">Change</th>');
  expect(tableWith(true)).toContain('<span class="muted">2 over</span>');
});

test('a bar is empty when nothing is qualified, and has a notch only above 100 %', () => {
  const bar = (licensesActive: number, licensesQualified: number) =>
    renderBar({ licensesActive, licensesQualified }).text;
  expect(bar(0, 0)).toContain('class="track empty"');
  expect(bar(1, 1)).toContain('<rect class="fill" width="100.00" height="8" />');
  expect(bar(1, 1)).toContain('class="track"');
  expect(bar(1, 1)).not.toContain('notch');
  expect(bar(2, 1)).toContain('<rect class="notch" x="49.25" width="1.5" height="8" />');
});

describe('formats', () => {
  test('accept a known locale, in its canonical spelling', () => {
    expect(readLocale('de-de')).toBe('de-DE');
    for (const tag of ['klingon!', 'xx', ''])
      expect(() => readLocale(tag)).toThrow(
        `--locale takes a language and a region, such as de-DE or en-US; received "${tag}".`,
      );
  });

  test('cover numbers, shares, days and times', () => {
    const german = createFormats('de-DE');
    expect(formats.wholeShare(0.4)).toBe('40%');
    expect([german.change(1_234), german.points(0.1234), formats.points(0)]).toStrictEqual([
      '+1.234',
      '+12,3',
      '0.0',
    ]);
    expect(formats.change(-1_234)).toBe('−1,234');
    expect(formats.moment('2026-11-30T23:05:00.000Z').text).toMatch(
      /^<time datetime="2026-11-30T23:05:00\.000Z" lang="en-GB">30 November 2026 at 23:05<\/time> UTC$/,
    );
    expect(formats.locale).toBe('en-GB');
  });
});

describe('an accent', () => {
  test.for([
    ['#767676', { light: '#767676' }],
    ['#0B5A9E', { light: '#0b5a9e' }],
    ['#000080', { light: '#000080' }],
  ] as const)('%s can be read on white', ([text, accent]) => {
    expect(readAccent(text)).toMatchObject(accent);
  });

  test('is lightened as much as a dark page needs, and no further', () => {
    expect(['#0b5a9e', '#767676', '#0000ff', '#8b0000'].map((text) => readAccent(text).dark)).toStrictEqual([
      '#6d9cc5',
      '#989898',
      '#8c8cff',
      '#cb8c8c',
    ]);
  });

  test('is refused when it is hard to read or not a colour', () => {
    expect(() => readAccent('#777777')).toThrow(
      '--accent #777777 has a contrast of 4.4 to white, and text needs 4.5',
    );
    for (const text of ['red', '#fff', '#0b5a9e0', 'x#0b5a9e', '#0b5a9g', '0b5a9e'])
      expect(() => readAccent(text)).toThrow(`--accent takes a colour such as #0b5a9e; received "${text}".`);
  });
});

describe('a trend', () => {
  test('is drawn to its end, even with one day or a gap at the end', () => {
    const points = [
      { day: '2026-11-12', value: 0.5 },
      { day: '2026-11-26', value: null },
    ];
    expect(drawSparkline(points, { low: 0, high: 1 }).text).toContain('d="M0.0 20.0h0"');
    expect(drawSparkline(points.slice(0, 1), { low: 0, high: 1 }).text).toContain('d="M100.0 20.0h0"');
    expect(drawSparkline([], { low: 0, high: 1 }).text).toContain('<path class="dot" d="" />');
    expect(drawSparkline(points, { low: 0, high: 1 }).text).toContain('d="M0 0H100M0 40H100"');
  });

  test('has a scale that never begins below 0', () => {
    const values = (...all: readonly number[]) => all.map((value) => ({ day: '2026-11-26', value }));
    expect(scaleOf(values(0, 0))).toStrictEqual({ low: 0, high: 0.01 });
    expect(scaleOf(values(0.3, 0.1, 0.2))).toStrictEqual({ low: 0.1, high: 0.3 });
    expect(scaleOf(values(0.5, 0.51))?.low).toBeCloseTo(0.495);
  });
});

describe('the headline', () => {
  test('names a known change, the first of equal ones', () => {
    const changeOf = (...workloads: readonly ReturnType<typeof workload>[]) =>
      headlineOf(factsWith({ workloads }))?.change;
    expect(
      changeOf(workload('A', [5, 9], [3, 9]), workload('B', [5, 9], [5, 7]), workload('C', [99, 99])),
    ).toMatchObject({
      count: 'licensesActive',
      workload: { workloadName: 'A' },
      now: 5,
      previous: 3,
      previousDay: '2026-11-19',
    });
    expect(changeOf(workload('A', [5, 9], [5, 9]))).toBeNull();
    const services = [{ serviceCode: 'o365', serviceName: 'Office', day: '2026-11-26', previousDay: null }];
    expect(headlineOf(factsWith({ services, workloads: [workload('A', [5, 9], [3, 9])] }))).toMatchObject({
      change: null,
      previousDay: null,
    });
    expect(headlineOf(factsWith({}))).toBeUndefined();
  });

  test('compares each service with its own earlier snapshot, by the size of the change', () => {
    const dynamics = { ...workload('Sales', [90, 95], [10, 95]), serviceCode: 'crm' };
    const services = [
      { serviceCode: 'o365', serviceName: 'Office', day: '2026-11-26', previousDay: '2026-11-19' },
      { serviceCode: 'crm', serviceName: 'Dynamics', day: '2026-11-27', previousDay: '2026-11-20' },
    ];
    const workloads = [workload('Teams', [900, 999], [901, 999]), dynamics];
    expect(headlineOf(factsWith({ services, workloads }))).toMatchObject({
      previousDay: '2026-11-19',
      change: { now: 90, previous: 10, previousDay: '2026-11-20' },
    });
    expect(headlineOf(factsWith({ services: [], workloads }))).toMatchObject({
      previousDay: null,
      change: null,
    });
  });

  test('names a workload that is not in its list without the service', () => {
    const nameOf = createNames([workload('A', [1, 2]), workload('A', [3, 4])]);
    expect([nameOf(workload('A', [1, 2])), nameOf(workload('B', [1, 2]))]).toStrictEqual(['A', 'B']);
  });
});

describe('customers of two snapshots', () => {
  function usageOf(
    ...lines: readonly (readonly [customer: string, workload: string, active: number, qualified: number])[]
  ) {
    const usage = new CustomerUsage();
    for (const [customerName, workloadName, licensesActive, licensesQualified] of lines)
      usage.add({
        customerId: customerName.toLowerCase(),
        customerName,
        serviceCode: 'o365',
        serviceName: 'Office',
        workloadName,
        licensesActive,
        licensesQualified,
      });
    return usage;
  }

  test('are listed by name when their changes are equal, and each is counted', () => {
    const earlier = usageOf(
      ['C', 'T', 5, 9],
      ['A', 'T', 5, 9],
      ['B', 'T', 9, 9],
      ['Z', 'T', 1, 1],
      ['Y', 'T', 1, 1],
    );
    const later = usageOf(
      ['C', 'T', 7, 9],
      ['A', 'T', 7, 9],
      ['B', 'T', 8, 9],
      ['N', 'T', 1, 1],
      ['M', 'T', 1, 1],
    );
    const { rose, fell, came, went } = later.changesSince(earlier, 12);
    const names = (items: readonly { readonly customerName: string }[]) =>
      items.map(({ customerName }) => customerName);
    expect([names(rose.items), names(fell.items), names(came.items), names(went.items)]).toStrictEqual([
      ['A', 'C'],
      ['B'],
      ['M', 'N'],
      ['Y', 'Z'],
    ]);
    expect([later.size, rose.total, fell.total, came.total, went.total]).toStrictEqual([5, 2, 1, 2, 2]);
  });

  test('are ordered by the size of the change, and left out when there is none', () => {
    const earlier = usageOf(
      ['Same', 'T', 5, 9],
      ['Large', 'T', 900, 999],
      ['Small', 'T', 90, 99],
      ['Up', 'T', 800, 999],
      ['Far up', 'T', 1, 99],
    );
    const later = usageOf(
      ['Same', 'T', 5, 9],
      ['Large', 'T', 890, 999],
      ['Small', 'T', 10, 99],
      ['Up', 'T', 801, 999],
      ['Far up', 'T', 60, 99],
    );
    const { rose, fell } = later.changesSince(earlier, 12);
    expect(rose.items.map(({ customerName }) => customerName)).toStrictEqual(['Far up', 'Up']);
    expect(fell.items.map(({ customerName }) => customerName)).toStrictEqual(['Small', 'Large']);
  });

  test('are at risk below 40 %, but neither at 40 % nor when nothing is qualified', () => {
    const names = usageOf(
      ['A', 'T', 39, 100],
      ['B', 'T', 40, 100],
      ['C', 'T', 0, 0],
      ['D', 'T', 2, 10],
    ).atRisk(12);
    expect(names.items.map(({ name }) => name)).toStrictEqual(['A', 'D']);
  });
});
