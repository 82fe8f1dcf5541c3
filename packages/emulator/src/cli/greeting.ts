import { documentedCustomerId } from '../facts/documented.ts';

/** What the program prints once it listens. */
export function greeting(url: string): string {
  return `Partner Center, emulated, at ${url}
Token endpoint: ${url}/common/oauth2/v2.0/token (any other bearer token is accepted, too)
A page to try it out: ${url}/

  curl -H 'Authorization: Bearer demo-token' ${url}/v1/customers/${documentedCustomerId}/analytics/licenses/usage

Press Ctrl+C to stop.`;
}
