// Optional fields take no explicit `undefined`: the Azure SDK's don't, and the types fit in both directions.

/** An access token and when it ends, in milliseconds since the epoch. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  /** From when on a new one should be asked for, in milliseconds since the epoch. */
  readonly refreshAfterTimestamp?: number;
}

/** What a client tells a credential about the token it needs. */
export interface GetTokenOptions {
  readonly abortSignal?: AbortSignal;
  /** The claims challenge of a 401, decoded: a token from a cache will not do. */
  readonly claims?: string;
  /** The token handed out last was refused: one from a cache will not do. Credentials may ignore this. */
  readonly forceRefresh?: boolean;
  /** How long the caller waits, in milliseconds: a credential need not begin what takes longer. */
  readonly requestOptions?: { readonly timeout?: number };
}

/** Anything that hands out tokens. The credentials of `@azure/identity` have this shape. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** A {@link TokenCredential}, or a function that returns a token as text each time it is asked. */
export type Credential = TokenCredential | (() => string | Promise<string>);
