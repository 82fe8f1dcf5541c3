import { closeLimit, hearRefusal, hearWitness, openCase, type Refusal } from './evidence.ts';
import { isOpen, type Lane } from './lane.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createLearnedBudget } from './learned-budget.ts';
import type { ThrottleOutcome } from './throttle-store.ts';

/* The part of the store in memory that judges and learns. Loaded once there may be something to learn. */

/** A request that came back. */
export interface Heard {
  readonly keys: readonly string[];
  readonly ticket: number;
  readonly outcome: ThrottleOutcome;
}

/**
 * Whether the outcome is a refusal that a learned limit of one of the keys explains. It is evidence for none of them
 * then.
 */
export function isExplained(lanes: readonly Lane[], { ticket, outcome }: Heard, nowInMs: number): boolean {
  if (outcome.kind !== 'throttled') return false;
  return lanes.some(
    ({ limit, evidence }) => limit?.explains?.(ticket) === true && !isOpen(evidence, nowInMs),
  );
}

/** Takes the outcome of a request as evidence for one of its keys, unless a learned limit explains it. */
export function hear(
  lane: Lane,
  { keys, ticket, outcome }: Heard,
  isExpected: boolean,
  nowInMs: number,
): void {
  const { evidence, limit } = lane;
  const wasPending = evidence.verdict === 'pending';
  const isRefused = outcome.kind === 'throttled';
  limit?.giveBack(ticket, nowInMs, isRefused ? outcome.retryAfterInMs : undefined);
  if (isExpected) return;
  if (outcome.kind === 'passed') lane.waveEndsAt ??= lane.lastTicket;
  if (isRefused) {
    if (!isOpen(evidence, nowInMs)) lane.isOfWave = ticket <= (lane.waveEndsAt ?? ticket);
    const refusal = { ticket, endsAt: nowInMs + outcome.retryAfterInMs, inFlight: lane.inFlight };
    hearRefusalUnder(lane, lane.isGeneral ? keys[1] : undefined, refusal, nowInMs);
  } else hearWitness(evidence, ticket, outcome.kind === 'passed', nowInMs);
  if ((wasPending || isRefused) && evidence.verdict === 'random') limit?.miss();
}

/**
 * An answer does not say which limit it hit. For the partner, the refusals of one customer say nothing: they are taken
 * for that customer's, until another customer is refused, or where the partner's own limit has just been tried.
 */
function hearRefusalUnder(lane: Lane, customer: string | undefined, refusal: Refusal, nowInMs: number): void {
  const { evidence, limit } = lane;
  const mayBeCustomers = customer !== undefined && limit?.isTrying !== true;
  if (mayBeCustomers && !isOpen(evidence, nowInMs)) {
    lane.presumed = customer;
    openCase(evidence, refusal, nowInMs);
  } else if (mayBeCustomers && evidence.verdict === 'random' && lane.presumed === customer) {
    evidence.endsAt = Math.max(evidence.endsAt, refusal.endsAt);
    hearWitness(evidence, refusal.ticket, false, nowInMs);
  } else hearRefusal(evidence, refusal, nowInMs);
}

/** Learns from a limit once its case is over. */
export function settle(lane: Lane, partner: Lane | undefined, nowInMs: number): void {
  const { evidence } = lane;
  if (evidence.verdict === 'limit' && !isOpen(evidence, nowInMs)) {
    const { toldAt, endsAt } = evidence;
    const isCertain = closeLimit(evidence);
    lane.limitedUntil = endsAt;
    const wasOfPartner = lane !== partner && partner !== undefined && partner.limitedUntil > toldAt;
    if (!wasOfPartner) learn(lane, toldAt, endsAt, isCertain);
    lane.countedFrom = undefined;
    lane.waveEndsAt = undefined;
  }
  if (lane.limit?.isStale(nowInMs) === true) lane.limit = undefined;
}

function learn(lane: Lane, toldAt: number, endsAt: number, isCertain: boolean): void {
  const { limit, lastSentAt, countedFrom = lastSentAt } = lane;
  const calls = Math.floor(lane.counted);
  const windowInMs = endsAt - countedFrom;
  const lesson = { calls, spentInMs: lastSentAt - countedFrom, windowInMs, toldAt, endsAt };
  if (lane.isOfWave && calls >= 1) lane.limit = createConcurrencyLimit(lesson);
  else if (limit !== undefined) lane.limit = limit.refuse(lesson);
  else if (isCertain && calls >= 1) lane.limit = createLearnedBudget(lesson);
}
