import type { operations } from '../generated/schema.ts';
import { defined } from './defined.ts';
import type { OwnHeaders } from './operation.ts';

type HeadersOf<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['header']>;

/** The header parameters that every operation takes. */
type CommonHeaders = Pick<HeadersOf<'getCustomerLicensesUsage'>, keyof HeadersOf<keyof operations>>;

/** What a request is sent with. A plain object: a `Headers` would be copied once more to be sent. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** What the client says of itself and its caller. */
export interface RequestHeaderOptions {
  readonly locale: string;
  readonly applicationName: string | undefined;
  readonly headers: RequestHeaders;
}

const clientName = 'licenses-usage TypeScript client';
const contractVersion = 'v1';

export function createRequestHeaders(
  options: RequestHeaderOptions,
  ids: { readonly requestId: string; readonly correlationId: string },
  token: string,
  { extra, own }: { readonly extra: RequestHeaders; readonly own: OwnHeaders | undefined },
): RequestHeaders {
  const common: CommonHeaders = {
    'MS-RequestId': ids.requestId,
    'MS-CorrelationId': ids.correlationId,
    'X-Locale': options.locale,
    'MS-Contract-Version': contractVersion,
    'MS-PartnerCenter-Client': clientName,
    ...defined({ 'MS-PartnerCenter-Application': options.applicationName }),
  };
  return {
    ...options.headers,
    ...extra,
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    ...common,
    ...own,
  };
}
