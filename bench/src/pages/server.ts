/* Serves a list with this many rows in pages of 10,000, with this latency in milliseconds, in a separate process. */
import { createServer } from 'node:http';

const [rowCount = 0, latencyInMs = 0] = process.argv.slice(2).map(Number);
const pageSize = 10_000;

function rowText(number: number): string {
  return JSON.stringify({
    processedDateTime: '2018-10-14T00:00:00',
    workloadCode: 'EXO',
    workloadName: 'Exchange',
    serviceCode: 'o365',
    serviceName: 'Microsoft Office 365',
    channel: 'reseller',
    customerTenantId: `0112A436-B14E-4888-967B-${String(number).padStart(12, '0')}`,
    customerName: `TEST COMPANY ${number}`,
    productId: 'A2BAD4D4-7F1C-4A2B-9B45-0E9F1E9C0A11',
    productName: 'OFFICE 365 BUSINESS ESSENTIALS',
    licensesActive: number % 300,
    licensesQualified: 250,
  });
}

/** Only one page of rows is held; pages differ only in the next link. */
const rows = Array.from({ length: pageSize }, (_, index) => rowText(index)).join(',');

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost');
  const end = Number(url.searchParams.get('skip') ?? 0) + pageSize;
  const link = end < rowCount ? `?top=${pageSize}&skip=${end}` : null;
  const answer = () => {
    const body = `{"Value":[${rows}],"@nextLink":${JSON.stringify(link)},"TotalCount":${rowCount}}`;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  };
  if (latencyInMs > 0) setTimeout(answer, latencyInMs);
  else answer();
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
