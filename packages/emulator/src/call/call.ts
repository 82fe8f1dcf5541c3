/** One request, however it arrived: through `fetch` in this process, or over HTTP. */
export interface Call {
  /** Upper case. */
  readonly method: string;
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readBody(): Promise<string>;
}
