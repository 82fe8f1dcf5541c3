import { createFaultSwitches, type FaultSwitches } from '../fault-rules.ts';
import { createRefreshTokens, type RefreshTokens } from '../identity/token-endpoint.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import type { Settings } from '../settings.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { createTracingHeaders, type TracingHeaders } from './tracing-headers.ts';

/** The settings and the state of one emulator. */
export interface Services {
  readonly settings: Settings;
  readonly tracing: TracingHeaders;
  readonly switches: FaultSwitches;
  readonly throttle: Throttle;
  readonly refreshTokens: RefreshTokens;
  readonly log: RequestLog;
  /** Resets the state, as if nothing had been requested yet. */
  reset(): void;
}

export function createServices(settings: Settings): Services {
  const memories = {
    tracing: createTracingHeaders(settings.seed),
    switches: createFaultSwitches(settings.faults, settings.seed),
    throttle: createThrottle(settings.throttling, settings.clock),
    refreshTokens: createRefreshTokens(settings.tokens, settings.clock),
    log: createRequestLog(),
  };
  return {
    settings,
    ...memories,
    reset() {
      for (const memory of Object.values(memories)) memory.reset();
    },
  };
}
