import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { isRecord } from '../../src/is-record.ts';

const har: unknown = JSON.parse(
  await readFile(new URL('../../evidence/documentation.har', import.meta.url), 'utf8'),
);
const log = isRecord(har) && isRecord(har['log']) ? har['log'] : {};
const entries = Array.isArray(log['entries']) ? log['entries'].filter(isRecord) : [];
const page = 'learn.microsoft.com, partner-center/developer/';

it('has the examples of ten pages', () => {
  expect(entries.map(({ comment }) => String(comment).replace(page, '').split(/\. /)[0])).toEqual([
    'get-customer-licenses-usage-information, zh-TW, translated by machine, 31 March 2020',
    'get-customer-licenses-usage-information, sv-SE, translated by machine, 19 October 2020',
    'get-customer-licenses-usage-information, pt-PT, translated by machine, 6 August 2021',
    'get-customer-licenses-usage-information, ja-JP, translated by machine, 31 March 2020',
    'get-partner-licenses-usage-information, zh-TW with an English body, 26 November 2019',
    'get-licenses-usage-information, sample unchanged since October 2018',
    'get-customer-licenses-deployment-information, in English, sample unchanged since 2017',
    'get-partner-licenses-deployment-information, in English, sample unchanged since 2017',
    'get-licenses-deployment-information, sample unchanged since October 2018',
    'get-a-list-of-customers, sample of 2015',
  ]);
});

it('says for every exchange what was corrected', () => {
  expect(entries.filter(({ comment }) => !/corrected/i.test(String(comment)))).toEqual([]);
});

it.each([0, 1, 2, 3, 4, 6, 7])(
  'has a body of the documented length in exchange %d, byte order mark included',
  (index) => {
    const { text, contentLength } = answerOf(index);

    expect(Buffer.byteLength(`\uFEFF${text}`)).toBe(contentLength);
  },
);

it.each([
  [0, 'customer-licenses-usage.json'],
  [4, 'partner-licenses-usage.json'],
  [5, 'licenses-usage.json'],
  [6, 'customer-licenses-deployment.json'],
  [7, 'partner-licenses-deployment.json'],
  [8, 'licenses-deployment.json'],
])('has the same body in exchange %d as in %s', async (index, file) => {
  const example: unknown = JSON.parse(
    await readFile(new URL(`../../examples/${file}`, import.meta.url), 'utf8'),
  );

  expect(JSON.parse(answerOf(index).text)).toEqual(example);
});

it('holds no token', () => {
  const authorizations = JSON.stringify(har).match(/Bearer [^"]+/g);

  expect(new Set(authorizations)).toEqual(new Set(['Bearer <token>']));
});

function answerOf(index: number): { text: string; contentLength: number } {
  const response = entries[index]?.['response'];
  const content = isRecord(response) && isRecord(response['content']) ? response['content'] : {};
  const headers = isRecord(response) && Array.isArray(response['headers']) ? response['headers'] : [];
  const length = headers.filter(isRecord).find(({ name }) => name === 'Content-Length');
  return { text: String(content['text']), contentLength: Number(length?.['value']) };
}
