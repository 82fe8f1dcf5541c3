// Optional fields take no explicit `undefined`: the Azure SDK's don't, and the types fit in both directions.

/** An access token and when it ends, in milliseconds since the epoch. */
export interface AccessToken {
  /** The token itself, without `Bearer`. */
  readonly token: string;
  /** When it ends, in milliseconds since the epoch. */
  readonly expiresOnTimestamp: number;
  /** From when on a new one should be asked for, in milliseconds since the epoch. */
  readonly refreshAfterTimestamp?: number;
}

/** What a client tells a credential about the token it needs. */
export interface GetTokenOptions {
  /** Aborts when the call that needs the token ends. */
  readonly abortSignal?: AbortSignal;
  /** The claims challenge of a 401, decoded: a token from a cache will not do. */
  readonly claims?: string;
  /** The token handed out last was refused: one from a cache will not do. Credentials may ignore this. */
  readonly forceRefresh?: boolean;
  /** Limits for the requests that the credential makes. */
  readonly requestOptions?: {
    /** How long the caller waits, in milliseconds: a credential need not begin what takes longer. */
    readonly timeout?: number;
  };
}

/** Anything that hands out tokens. The credentials of `@azure/identity` have this shape. */
export interface TokenCredential {
  /** Resolves to a token for these scopes; `null` when there is none, which the call rejects with. */
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** A {@link TokenCredential}, or a function that returns a token as text each time it is asked. */
export type Credential = TokenCredential | (() => string | Promise<string>);
