import type { RoutedOperation } from './routes.ts';

/** One request, however it arrived: through `fetch` in this process, or over HTTP. */
export interface Call {
  /** `undefined` when there is nothing at the address. */
  readonly operation: RoutedOperation | undefined;
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** The values of the path's placeholders. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty but for the token endpoint, which alone reads one. */
  readonly body: string;
}
