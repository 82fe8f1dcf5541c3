// Optional fields accept no explicit `undefined`, as in the Azure SDK, so that the types fit in both directions.

/** An access token and the time when it expires, in milliseconds since the epoch. */
export interface AccessToken {
  /** The token itself, without `Bearer`. */
  readonly token: string;
  /** When it expires, in milliseconds since the epoch. */
  readonly expiresOnTimestamp: number;
  /** When to start asking for a new one, in milliseconds since the epoch. */
  readonly refreshAfterTimestamp?: number;
}

/** The client's demands on the token. */
export interface GetTokenOptions {
  /** Aborts when the call that needs the token ends. */
  readonly abortSignal?: AbortSignal;
  /** The decoded claims challenge of a 401: a cached token will not do. */
  readonly claims?: string;
  /** The last token was refused: a cached one will not do. Credentials may ignore this. */
  readonly forceRefresh?: boolean;
  /** Limits for the requests that the credential makes. */
  readonly requestOptions?: {
    /** How long the caller waits, in milliseconds. A credential need not start what takes longer. */
    readonly timeout?: number;
  };
}

/** Anything that supplies tokens. The credentials of `@azure/identity` have this shape. */
export interface TokenCredential {
  /** Resolves to a token for these scopes, or to `null` when there is none. The call then rejects. */
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** A {@link TokenCredential}, or a function that returns a token as text each time it is called. */
export type Credential = TokenCredential | (() => string | Promise<string>);

/** The credential failed. Its own error is the cause. */
export class CredentialProblem extends Error {}
