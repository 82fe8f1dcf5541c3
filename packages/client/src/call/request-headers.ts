import type { operations } from '../generated/schema.ts';
import { defined } from './defined.ts';

/** The header parameters that every operation takes. */
export type RequestHeaders = NonNullable<operations['getCustomerLicensesUsage']['parameters']['header']>;

/** What the client says of itself and its caller. */
export interface RequestHeaderOptions {
  readonly locale: string;
  readonly applicationName: string | undefined;
}

const clientName = 'licenses-usage TypeScript client';
const contractVersion = 'v1';

export function createRequestHeaders(
  options: RequestHeaderOptions,
  ids: { readonly requestId: string; readonly correlationId: string },
): RequestHeaders {
  return {
    'MS-RequestId': ids.requestId,
    'MS-CorrelationId': ids.correlationId,
    'X-Locale': options.locale,
    'MS-Contract-Version': contractVersion,
    'MS-PartnerCenter-Client': clientName,
    ...defined({ 'MS-PartnerCenter-Application': options.applicationName }),
  };
}
