import { json } from '../../support/answers.ts';
import type { Answer } from '../../support/client.ts';

export const address = 'https://api.partnercenter.microsoft.com/v1/analytics/commercial/usage/license/';

/** The day of every row, unless a test says otherwise. */
const snapshot = '2018-10-14T00:00:00';

/** A row of the superseding operation. Its number identifies it within a walk. */
export function wireRow(number: number, processedDateTime: string = snapshot): object {
  return {
    processedDateTime,
    workloadCode: 'EXO',
    workloadName: 'Exchange',
    serviceCode: 'o365',
    serviceName: 'Microsoft Office 365',
    channel: 'reseller',
    customerTenantId: '0112A436-B14E-4888-967B-CA4BB2CF1234',
    customerName: 'TEST COMPANY',
    productId: 'A2BAD4D4-7F1C-4A2B-9B45-0E9F1E9C0A11',
    productName: `PRODUCT ${number}`,
    licensesActive: number,
    licensesQualified: 250,
  };
}

export function wireRows(from: number, to: number): object[] {
  return Array.from({ length: to - from }, (_, index) => wireRow(from + index));
}

/** The other parts of an envelope. An absent key is absent from the answer. */
export interface EnvelopeFacts {
  readonly '@nextLink'?: string | null;
  readonly TotalCount?: number;
}

/** With `LARGE_PAGES`, every page is too large to be read whole. The suites run with and without it. */
export const ballast = process.env['LARGE_PAGES'] === undefined ? {} : { ballast: 'x'.repeat(64 * 1024) };

/** Answers with a page of rows: the last one, unless `facts` says otherwise. `{}` leaves it open whether rows follow. */
export function usagePage(rows: readonly object[], facts: EnvelopeFacts = { '@nextLink': null }): Answer {
  return json({ ...ballast, Value: rows, ...facts });
}

interface NumberedRow {
  readonly licensesActive: number;
}

export function numbersOf(rows: readonly NumberedRow[]): number[] {
  return rows.map((row) => row.licensesActive);
}

/** The numbers from `from` up to, but not including, `to`. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** The query of a request, as the service reads it. */
export function queryOf(request: Request | undefined): Readonly<Record<string, string>> {
  if (request === undefined) throw new Error('There was no such request.');
  return Object.fromEntries(new URL(request.url).searchParams);
}
