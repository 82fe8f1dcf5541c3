/** How the emulated identity platform behaves. */
export interface TokenOptions {
  /**
   * Whether only tokens of the emulator's own token endpoint are accepted. Unless it is true, any other bearer token counts as a valid
   * App+User token of a user who signed in with multi-factor authentication, so that nothing has to be set up.
   */
  readonly requireIssued?: boolean;
  /** How long an access token lives. An hour unless told otherwise. */
  readonly lifetimeInMs?: number;
  /** Whether the user behind the refresh token signed in with multi-factor authentication. True unless told otherwise. */
  readonly mfa?: boolean;
  /** Whether App+User tokens without multi-factor authentication are refused. True unless told otherwise. */
  readonly enforceMfa?: boolean;
  /** The only client secret that the token endpoint takes. Any unless told otherwise. */
  readonly clientSecret?: string;
  /** The only refresh token that the token endpoint takes besides those it issued. Any unless told otherwise. */
  readonly refreshToken?: string;
}
