import { DecodeContext } from '../decode/decode-context.ts';
import type { ClientContext } from './client-context.ts';
import { createContext, type CallState } from './call-state.ts';
import type { AnswerHeaders } from './direct-response.ts';

/** A reader for the body that came with these headers. */
export function createDecodeContext(
  { notifyDrift }: ClientContext,
  state: CallState,
  headers: AnswerHeaders,
  token: string,
): DecodeContext {
  return new DecodeContext(state.tried, createContext(state, headers), notifyDrift(state.operation, token));
}
