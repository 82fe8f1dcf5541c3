export type { ResourceAnswer, ResourceCollection } from './decode/collection.ts';
export type * from './generated/models.ts';
export type { AccessToken, Credential, GetTokenOptions, TokenCredential } from './credential.ts';
export type { AttemptCause, AttemptRecord, CallContext, OperationId } from './call-context.ts';
export type { Clock } from './time/clock.ts';
export type { RetryOptions } from './retry-options.ts';
export type { Fetch } from './client-options.ts';
export type { ClientOptions, CommercialPathPrefix } from './client-options.ts';
export { createClient } from './create-client.ts';
export type * from './generated/client.ts';
export { AuthenticationError } from './errors/authentication-error.ts';
export { ConfigurationError } from './errors/configuration-error.ts';
export { isLicensesUsageError, type AnyLicensesUsageError } from './errors/is-licenses-usage-error.ts';
export {
  LicensesUsageError,
  type LicensesUsageErrorName,
  type ResumePoint,
} from './errors/licenses-usage-error.ts';
export { ResponseFormatError } from './errors/response-format-error.ts';
export { ServiceError } from './errors/service-error.ts';
export { TransportError } from './errors/transport-error.ts';
export { ThrottleError } from './errors/throttle-error.ts';
export { TimeoutError } from './errors/timeout-error.ts';
export type {
  CallEndedEvent,
  CallStartedEvent,
  ClientEvent,
  DeprecationNotice,
  Drift,
  DriftEvent,
  Logger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  ThrottledEvent,
  TokenRefreshedEvent,
} from './events.ts';
export { and, eq, ne, or, type Filter } from './filter/filter.ts';
export type { ListPage } from './pages/list.ts';
export type { CustomersFilter } from './input/own-parameters.ts';
export type { PagedAsyncIterableIterator, PageSettings } from './pages/paged-iterator.ts';
export type { ListOptions, RequestOptions } from './request-options.ts';
export { createMemoryThrottleStore } from './throttle/memory-throttle-store.ts';
export type { ThrottleOptions } from './throttle/throttle-options.ts';
export type {
  ThrottleDecision,
  ThrottleOutcome,
  ThrottleStore,
  ThrottleTicket,
} from './throttle/throttle-store.ts';
