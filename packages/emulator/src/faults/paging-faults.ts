import type { Answer } from '../call/answer.ts';
import { isCommercial } from '../call/routes.ts';
import { editSuccess, type Fault, faultGroup, isJsonObject, otherOrigin } from './fault.ts';

/** Marks the second visit to a page that was empty at the first. */
const secondVisit = 'secondVisit';

function editNextLink(answer: Answer, edit: (link: string) => string | null): Answer {
  return editSuccess(answer, (body) => {
    const link = body['@nextLink'];
    return typeof link === 'string' ? { ...body, '@nextLink': edit(link) } : body;
  });
}

/** Edits the address of the next page, in the superseding envelope and in the links of a collection. */
function linkFault(summary: string, edit: (link: string, url: URL) => string): Fault {
  return {
    summary,
    apply: (answer, { call }) => {
      const edited = editNextLink(answer, (link) => edit(link, call.url));
      return editSuccess(edited, (body) => ({
        ...body,
        ...('links' in body && { links: editLinks(body['links'], (link) => edit(link, call.url)) }),
      }));
    },
  };
}

function editLinks(links: unknown, edit: (link: string) => string): unknown {
  if (!isJsonObject(links) || !isJsonObject(links['next'])) return links;
  const { next } = links;
  return { ...links, next: { ...next, uri: edit(String(next['uri'])) } };
}

/** Faults of the links between pages. */
export const pagingFaults = faultGroup({
  'absolute-next-link': linkFault(
    'The link to the next page is a whole address.',
    (link, url) => new URL(link, url).href,
  ),
  'encoded-next-link': linkFault('The link to the next page is percent-encoded.', (link, url) =>
    new URL(link, url).href.slice(url.origin.length),
  ),
  'raw-next-link': linkFault(
    'The link to the next page is not encoded at all, not even where a value holds & or #.',
    (link) => decodeURIComponent(link),
  ),
  'second-question-mark': linkFault(
    'The link to the next page has a second question mark in place of an ampersand.',
    (link) => link.replace(/&(?=[^&]*$)/, '?'),
  ),
  'link-without-version': linkFault('The link to the next page lacks the leading /v1.', (link) =>
    link.replace('/v1/customers', '/customers'),
  ),
  'next-link-elsewhere': linkFault(
    'The link to the next page leads to another origin.',
    (link, url) => otherOrigin(url) + new URL(link, url).href.slice(url.origin.length),
  ),
  'next-link-loop': {
    summary: 'The link to the next page leads to this page again; the last page has one too.',
    apply: (answer, { call }) =>
      editSuccess(answer, (body) =>
        'Value' in body ? { ...body, '@nextLink': call.url.pathname + call.url.search } : body,
      ),
  },
  'no-next-link': {
    summary: 'The superseding envelope has no @nextLink although there are more pages.',
    apply: (answer) =>
      editSuccess(answer, (body) =>
        Object.fromEntries(Object.entries(body).filter(([key]) => key !== '@nextLink')),
      ),
  },
  'empty-page-first': {
    summary: 'Each page is empty at first, with a link to the address of its rows.',
    apply: (answer, { call }) =>
      call.url.searchParams.has(secondVisit)
        ? editNextLink(answer, (link) => link.replace(`${secondVisit}=1&`, ''))
        : editSuccess(answer, (body) => {
            if (!('Value' in body)) return body;
            const again = new URL(call.url);
            again.searchParams.append(secondVisit, '1');
            return { ...body, Value: [], '@nextLink': again.pathname + again.search };
          }),
  },
  'duplicate-page': {
    summary: 'Every page but the first repeats the rows of the previous page.',
    apply: (answer, { call, answerAt }) =>
      editSuccess(answer, (body) =>
        'Value' in body ? { ...body, Value: rowsOf(answerAt(pageBefore(call.url))) } : body,
      ),
  },
  'prefix-required': {
    summary: 'The current operations answer only under /partner; any other path is an empty 404.',
    apply: (answer, { call }) =>
      isCommercial(call.operation) && !call.url.pathname.startsWith('/partner/')
        ? emptyNotFound(answer)
        : answer,
  },
  'prefix-refused': {
    summary: 'The current operations do not answer under /partner: an empty 404.',
    apply: (answer, { call }) =>
      isCommercial(call.operation) && call.url.pathname.startsWith('/partner/')
        ? emptyNotFound(answer)
        : answer,
  },
});

function emptyNotFound(answer: Answer): Answer {
  return { ...answer, status: 404, body: '' };
}

function pageBefore(url: URL): URL {
  const skip = Number(url.searchParams.get('skip')) - Number(url.searchParams.get('top'));
  const before = new URL(url);
  before.searchParams.set('skip', String(Math.max(0, skip)));
  return before;
}

function rowsOf(answer: Answer): unknown {
  let rows: unknown;
  editSuccess(answer, (body) => {
    rows = body['Value'];
    return body;
  });
  return rows;
}
