/* Serves a fleet with this many rows in a separate process, so that its memory is not measured. */
import { createServer } from 'node:http';

import { customerAt, itemText, rowsPerCustomer, rowText } from './fleet.ts';

const rowCount = Number(process.argv[2]);

function textsOf(from: number, to: number, textOf: (row: number) => string): string {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => textOf(from + index)).join();
}

function pageFrom(skip: number): string {
  const end = Math.min(rowCount, skip + 10_000);
  const next = end < rowCount ? `"?skip=${end}"` : 'null';
  return `{"Value":[${textsOf(skip, end, rowText)}],"@nextLink":${next},"TotalCount":${rowCount}}`;
}

function usageOf(customer: number): string {
  const from = customer * rowsPerCustomer;
  const items = textsOf(from, from + rowsPerCustomer, itemText);
  return `{"totalCount":${rowsPerCustomer},"items":[${items}],"attributes":{"objectType":"Collection"}}`;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost');
  const [, customerId] = /\/customers\/([^/]+)\//.exec(url.pathname) ?? [];
  const body =
    customerId === undefined
      ? pageFrom(Number(url.searchParams.get('skip')))
      : usageOf(customerAt(customerId));
  response.setHeader('content-type', 'application/json; charset=utf-8').end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
