import { json } from '../../support/answers.ts';
import type { Answer } from '../../support/client.ts';

/** Where the answer names the next page: in the headers of its link, in the body, or in the link itself. */
export interface NextPage {
  readonly seekToken?: string;
  readonly toldIn?: 'header' | 'body' | 'both';
  readonly uri?: string;
}

/** Answers with a page of customers, by their names. */
export function customersPage(names: readonly string[], next?: NextPage): Answer {
  return json({
    totalCount: names.length,
    items: names.map(wireCustomer),
    links: { self: { uri: '/customers?size=2', method: 'GET', headers: [] }, ...linkOf(next) },
    ...bodyTokenOf(next),
    attributes: { objectType: 'Collection' },
  });
}

function linkOf(next: NextPage | undefined): object {
  if (next === undefined) return {};
  const { seekToken, toldIn = 'both', uri = '/customers?size=2&seekOperation=Next' } = next;
  if (toldIn === 'body') return {};
  const headers = seekToken === undefined ? [] : [{ key: 'MS-ContinuationToken', value: seekToken }];
  return { next: { uri, method: 'GET', headers } };
}

function bodyTokenOf(next: NextPage | undefined): object {
  if (next?.seekToken === undefined || next.toldIn === 'header') return {};
  return { continuationToken: next.seekToken };
}

function wireCustomer(companyName: string): object {
  const id = 'b44bb1fb-c595-45b0-9e09-d657365580bf';
  return {
    id,
    companyProfile: { tenantId: id, domain: 'contoso.onmicrosoft.com', companyName },
    relationshipToPartner: 'reseller',
  };
}
