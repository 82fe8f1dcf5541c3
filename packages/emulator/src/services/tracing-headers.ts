import { Buffer } from 'node:buffer';

import type { Call } from '../call/call.ts';
import { hash, isGuid, numberedGuid } from '../facts/hash.ts';

/** The server id of the documented answer. Text, because the leading zero matters. */
const serverId = '030020525';

export interface TracingHeaders {
  /** The headers of every answer: the caller's ids, or new ones if the caller sent none. */
  of(call: Call, at: Date): Readonly<Record<string, string>>;
  reset(): void;
}

/** Made-up ids are numbered from the start of the run, so that two runs of the same requests give the same bytes. */
export function createTracingHeaders(seed: number): TracingHeaders {
  let answered = 0;

  const idFrom = (call: Call, name: string, family: number): string => {
    const sent = call.headers[name];
    return sent !== undefined && isGuid(sent) ? sent : numberedGuid(hash(seed, family), answered);
  };

  return {
    of(call, at) {
      answered += 1;
      return {
        'MS-RequestId': idFrom(call, 'ms-requestid', 1),
        'MS-CorrelationId': idFrom(call, 'ms-correlationid', 2),
        'MS-CV': correlationVector(seed, answered),
        'MS-ServerId': serverId,
        Date: at.toUTCString(),
      };
    },
    reset() {
      answered = 0;
    },
  };
}

/** 96 bits in base 64 and the number of the hop, the form of the documented answers. */
function correlationVector(seed: number, count: number): string {
  const words = Uint32Array.of(hash(seed, count, 1), hash(seed, count, 2), hash(seed, count, 3));
  return `${Buffer.from(words.buffer).toString('base64')}.0`;
}
