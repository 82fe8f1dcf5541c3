import type { ClientOptions } from '@licenses-usage/client';
import { createEmulator, type Emulator, type FaultName } from '@licenses-usage/emulator';
import type { VirtualClock } from '@licenses-usage/testing/virtual-clock';

type Fetch = NonNullable<ClientOptions['fetch']>;

/** All transient faults of a connection, and a 408, which the emulator doesn't have. */
export const passingFaults = [
  'throttled',
  'throttled-until-date',
  'throttled-silently',
  'server-error',
  'bad-gateway',
  'unavailable',
  'unavailable-for-a-while',
  'gateway-timeout',
  'connection-reset',
  'stalled-headers',
  'truncated-body',
  'stalled-body',
] as const satisfies readonly FaultName[];

/** Observations on the wire. */
export interface WireCounts {
  requests: number;
  /** Answers that asked to wait. */
  retryAfters: number;
  /** Requests that were repeated earlier. */
  early: number;
  /** Requests that were sent while another one of the same limit had been told to wait. */
  besides: number;
  /** How often each fault occurred. */
  readonly faults: Map<string, number>;
}

export interface UnreliableService {
  readonly emulator: Emulator;
  readonly fetch: Fetch;
  /** Observes the client's end of the connection: when an answer has arrived, and whether its wait is kept. */
  readonly watched: (line: Fetch) => Fetch;
  readonly seen: WireCounts;
}

/** An emulator over a bad connection. Each fault affects the given share of the requests. */
export function createUnreliableService(
  clock: VirtualClock,
  {
    share,
    customers,
    snapshotDate,
  }: { readonly share: number; readonly customers: number; readonly snapshotDate: string },
): UnreliableService {
  const seen: WireCounts = { requests: 0, retryAfters: 0, early: 0, besides: 0, faults: new Map() };
  const count = (fault: string) => seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + 1);
  /** When a request may be repeated, and when the next one under its throttle key may be sent. */
  const quietUntil = new Map<string, number>();
  const emulator = createEmulator({
    customers,
    snapshotDate,
    clock,
    faults: passingFaults.map((fault) => ({ fault, probability: share })),
    onRequest({ faults }) {
      // The fault that is applied last decides how an answer ends. Earlier ones have no visible effect.
      faults.slice(-1).forEach(count);
    },
  });

  /** Records requests that are too early, and the waits that answers ask for. */
  function watch(request: Request): (answer: Response) => void {
    // The pages of a walk share a correlation id, but pages requested ahead are requests of their own.
    const same = `${request.headers.get('ms-correlationid')} ${request.url}`;
    const lanes = lanesOf(request);
    const isQuiet = (key: string) => (quietUntil.get(key) ?? 0) > clock.now();
    if (isQuiet(same)) seen.early += 1;
    // One refusal among many requests does not prove a limit. The client finds out by sending more.
    else if (lanes.some(isQuiet)) seen.besides += 1;
    quietUntil.delete(same);
    return (answer) => {
      const retryAfter = answer.headers.get('retry-after');
      if (retryAfter === null) return;
      seen.retryAfters += 1;
      const seconds = Number(retryAfter);
      const endsAt = Number.isNaN(seconds) ? Date.parse(retryAfter) : clock.now() + seconds * 1000;
      quietUntil.set(same, endsAt);
      if (answer.status === 429) lanes.slice(-1).forEach((lane) => quietUntil.set(lane, endsAt));
    };
  }

  return {
    emulator,
    seen,
    async fetch(input, init) {
      const request = new Request(input, init);
      seen.requests += 1;
      await travel(clock, request.signal);
      if (clock.random() < share) {
        count('request-timeout');
        return Response.json({ statusCode: 408, message: 'Request Timeout' }, { status: 408 });
      }
      return emulator.fetch(request);
    },
    watched: (line) => async (input, init) => {
      const note = watch(new Request(input, init));
      const answer = await line(input, init);
      note(answer);
      return answer;
    },
  };
}

/** The throttle keys of the service: the partner, and the partner together with one customer. */
function lanesOf(request: Request): readonly string[] {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/v1/customers/') ? ['partner', pathname] : ['partner'];
}

/** Waits 20 to 200 ms, or until the request is aborted. */
function travel(clock: VirtualClock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      arrive();
      reject(signal.reason);
    };
    const arrive = clock.schedule(
      () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      },
      20 + clock.random() * 180,
    );
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
