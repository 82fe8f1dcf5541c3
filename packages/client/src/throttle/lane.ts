import type { LearnedLimit } from './learned-limit.ts';

/** The evidence from refusals under a key. `evidence.ts` explains what a case is and how it is judged. */
export interface Evidence {
  /** Evidence that refusals are random. Below 0, there is more evidence of a limit. */
  trust: number;
  verdict: 'pending' | 'random' | 'limit';
  /** The refused request. Those with a higher ticket are its witnesses. */
  ticket: number;
  /** When the case was opened. */
  toldAt: number;
  /** When the case ends: the latest end of a pause that the service asked for. */
  endsAt: number;
  /** How many witnesses are in flight. */
  awaited: number;
  /** How many cases in a row were limits. */
  limits: number;
}

/** The state of one key. */
export interface Lane {
  readonly key: string;
  /** Whether this is the partner's key, as opposed to a customer's. */
  readonly isGeneral: boolean;
  /** The tickets of the requests in flight, oldest first. */
  readonly inFlight: Set<number>;
  readonly evidence: Evidence;
  /**
   * The customer whose refusal opened the partner's case. The limit is presumed the customer's until another is
   * refused.
   */
  presumed?: string | undefined;
  /** When the last case ended that was a limit. */
  limitedUntil: number;
  /** How many requests the service has taken in this round, and since when. A limit ends the round. */
  counted: number;
  countedFrom?: number | undefined;
  lastTicket: number;
  lastSentAt: number;
  /** The last request that was sent before one of the round came back. Up to it goes the first wave. */
  waveEndsAt?: number | undefined;
  /** Whether the refusal that opened the case was of the first wave. */
  isOfWave: boolean;
  /** What was learned from limits. */
  limit?: LearnedLimit | undefined;
}

/** Creates a lane about which nothing is known yet. */
export function createLane(key: string, isGeneral: boolean): Lane {
  return {
    key,
    isGeneral,
    inFlight: new Set(),
    evidence: {
      trust: 0,
      verdict: 'random',
      ticket: 0,
      toldAt: 0,
      endsAt: -Infinity,
      awaited: 0,
      limits: 0,
    },
    limitedUntil: -Infinity,
    counted: 0,
    lastTicket: 0,
    lastSentAt: 0,
    isOfWave: false,
  };
}

/** Whether the lane can be dropped without losing knowledge. */
export function isForgettable({ isGeneral, inFlight, evidence, limit }: Lane, nowInMs: number): boolean {
  const isIdle = !isGeneral && inFlight.size === 0 && !isOpen(evidence, nowInMs);
  return isIdle && limit?.isStale(nowInMs) !== false;
}

/** Whether a case is open: the pause that the service asked for is not over. */
export function isOpen(evidence: Evidence, nowInMs: number): boolean {
  return nowInMs < evidence.endsAt;
}

/** Whether requests wait: `pending` for those in flight, `limit` until the case ends. */
export function isHolding(evidence: Evidence, verdict: 'pending' | 'limit', nowInMs: number): boolean {
  return evidence.verdict === verdict && isOpen(evidence, nowInMs);
}

/** Records a request that is sent. */
export function addWitness(evidence: Evidence, nowInMs: number): void {
  if (isOpen(evidence, nowInMs)) evidence.awaited += 1;
}
