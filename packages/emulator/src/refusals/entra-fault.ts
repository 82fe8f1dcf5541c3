import { jsonAnswer } from '../answer/answer.ts';
import { RefusalError } from './refusal-error.ts';

interface EntraFaultDetails {
  readonly status: 400 | 401;
  readonly error: string;
  /** The number behind `AADSTS`. */
  readonly code: number;
  readonly description: string;
  readonly at: Date;
}

/** A refusal by the identity platform's token endpoint. */
export function entraFault({ status, error, code, description, at }: EntraFaultDetails): RefusalError {
  const timestamp = at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const body = {
    error,
    error_description: `AADSTS${code}: ${description} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
  return new RefusalError(jsonAnswer(status, JSON.stringify(body), { 'Cache-Control': 'no-store' }));
}
