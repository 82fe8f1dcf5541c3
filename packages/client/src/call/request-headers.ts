import type { operations } from '../generated/schema.ts';
import { defined } from './defined.ts';

type HeadersOf<Operation extends keyof operations> = NonNullable<
  operations[Operation]['parameters']['header']
>;

/** The header parameters that every operation takes. */
type CommonHeaders = Pick<HeadersOf<'getCustomerLicensesUsage'>, keyof HeadersOf<keyof operations>>;

/** Those that one operation takes beside the common ones. */
export type OwnHeaders = Pick<HeadersOf<'listCustomers'>, 'MS-ContinuationToken'>;

/** What a request is sent with. Not a `Headers`, which would be read again to be sent. */
export type RequestHeaders = Readonly<Record<string, string>>;

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
  token: string,
  own: OwnHeaders | undefined,
): RequestHeaders {
  const common: CommonHeaders = {
    'MS-RequestId': ids.requestId,
    'MS-CorrelationId': ids.correlationId,
    'X-Locale': options.locale,
    'MS-Contract-Version': contractVersion,
    'MS-PartnerCenter-Client': clientName,
    ...defined({ 'MS-PartnerCenter-Application': options.applicationName }),
  };
  return { Accept: 'application/json', Authorization: `Bearer ${token}`, ...common, ...own };
}
