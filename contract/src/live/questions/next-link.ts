import { isObject } from '../../documents/json.ts';
import type { Exchange } from '../service/exchange.ts';
import { outcomeOf, totalOf } from '../service/findings.ts';
import { answered, couldNotTell, type OpenQuestion } from './open-question.ts';

/** Contains a space, a quote, a non-ASCII letter and an ampersand, to show the encoding of the link. */
const telling = `customerName ne 'O''Neill & Söhne'`;

export const nextLink: OpenQuestion = {
  title: 'Is there an @nextLink, and in which form?',
  async conclude(session, { usageAt }) {
    const question = { operationId: 'listLicensesUsage', ...usageAt } as const;
    const filtered = await session.ask({ ...question, query: { filter: telling, top: '1' } });
    const plain = await session.ask({ ...question, query: { top: '1' } });
    const page = filtered.answer?.status === 200 ? filtered : plain;
    if (page.answer?.status !== 200 || !isObject(page.answer.body)) {
      return couldNotTell(`a page of one row was answered with ${outcomeOf(page)}`);
    }
    const { '@nextLink': documented, nextLink: lowerCase } = page.answer.body;
    const link = documented ?? lowerCase;
    const name = documented === undefined && lowerCase !== undefined ? 'nextLink' : '@nextLink';
    const isPresent = '@nextLink' in page.answer.body || 'nextLink' in page.answer.body;
    if (typeof link === 'string') return answered(`${name} is there: ${formOf(link, page)}`);
    if ((totalOf(page) ?? 0) > 1) {
      return answered(
        isPresent
          ? `${name} is null although there are more rows`
          : 'there is none although there are more rows',
      );
    }
    return couldNotTell('there is no second row, so no second page');
  },
};

function formOf(link: string, { url }: Exchange): string {
  const isAbsolute = URL.canParse(link);
  const next = URL.canParse(link, url) ? new URL(link, url) : undefined;
  const [, ...questionMarks] = link.split('?');
  return [
    isAbsolute ? 'a whole address' : 'relative',
    ...(next?.origin === new URL(url).origin ? [] : ['at another origin']),
    /[ ']/.test(link) ? 'blanks and quotes not encoded' : 'encoded',
    ...(link.includes('Neill')
      ? [next?.searchParams.get('filter') === telling ? 'the filter survives' : 'the filter does not survive']
      : []),
    ...(questionMarks.length > 1 ? ['with a second question mark'] : []),
    ...(skipIn(link) === skipIn(url) ? ['back to the same page'] : []),
  ].join(', ');
}

function skipIn(address: string): string {
  return /[?&]skip=(\d+)/i.exec(address)?.[1] ?? '0';
}
