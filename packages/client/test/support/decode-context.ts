import type { CallContext } from '../../src/call-context.ts';
import { DecodeContext } from '../../src/decode/decode-context.ts';

export const context: CallContext = {
  requestId: '1e0b9a5c-2f5d-4a53-8a0c-6f3b7f0c1d11',
  correlationId: 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9',
  msCv: undefined,
  serverId: '030020525',
  date: undefined,
  attempts: [],
};

export function createDecodeContext(): DecodeContext {
  return new DecodeContext('listLicensesUsage (GET /v1/analytics/commercial/usage/license/)', context);
}
