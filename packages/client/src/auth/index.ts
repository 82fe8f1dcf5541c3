export { AuthenticationError } from '../errors/authentication-error.ts';
export { authorities, type AuthorityName, type AuthorityUrl } from './credential-options.ts';
export {
  createRefreshTokenCredential,
  type RefreshTokenCredentialOptions,
} from './refresh-token-credential.ts';
export type { AccessToken, Credential, GetTokenOptions, TokenCredential } from '../credential.ts';
export type { SharedAccessToken, TokenStore } from './token-store.ts';
