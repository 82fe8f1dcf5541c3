import { closeLimit, hearRefusal, hearWitness, openCase, type Refusal } from './evidence.ts';
import { isOpen, type Lane, type Lanes } from './lane.ts';
import { createLearnedBudget } from './learned-budget.ts';
import type { ThrottleOutcome } from './throttle-store.ts';

/* The part of the store in memory that judges and learns. Loaded once there may be something to learn. */

/** Takes the outcome of a request as evidence for one of its keys. */
export function hear(
  lane: Lane,
  keys: readonly string[],
  ticket: number,
  outcome: ThrottleOutcome,
  nowInMs: number,
): void {
  const { evidence, budget } = lane;
  const wasPending = evidence.verdict === 'pending';
  const isRefused = outcome.kind === 'throttled';
  budget?.giveBack(isRefused);
  if (isRefused) {
    const refusal = { ticket, endsAt: nowInMs + outcome.retryAfterInMs, inFlight: lane.inFlight };
    hearRefusalUnder(lane, lane.isGeneral ? keys[1] : undefined, refusal, nowInMs);
  } else hearWitness(evidence, ticket, outcome.kind === 'passed', nowInMs);
  if ((wasPending || isRefused) && evidence.verdict === 'random') budget?.miss();
}

/**
 * An answer does not say which limit it hit. For the partner, the refusals of one customer say nothing: they are taken
 * for that customer's, until another customer is refused, or where the partner's own budget has just been tried.
 */
function hearRefusalUnder(lane: Lane, customer: string | undefined, refusal: Refusal, nowInMs: number): void {
  const { evidence, budget } = lane;
  const mayBeCustomers = customer !== undefined && budget?.isTrying !== true;
  if (mayBeCustomers && !isOpen(evidence, nowInMs)) {
    lane.presumed = customer;
    openCase(evidence, refusal, nowInMs);
  } else if (mayBeCustomers && evidence.verdict === 'random' && lane.presumed === customer) {
    evidence.endsAt = Math.max(evidence.endsAt, refusal.endsAt);
    hearWitness(evidence, refusal.ticket, false, nowInMs);
  } else hearRefusal(evidence, refusal, nowInMs);
}

/** Learns from a limit once its case is over. */
export function settle(lanes: Lanes, keys: readonly string[], key: string, nowInMs: number): void {
  const lane = lanes.get(key);
  if (lane === undefined) return;
  const { evidence } = lane;
  if (evidence.verdict === 'limit' && !isOpen(evidence, nowInMs)) {
    const { toldAt, endsAt } = evidence;
    const isCertain = closeLimit(evidence);
    lane.limitedUntil = endsAt;
    const general = lanes.get(keys[0] ?? '');
    const wasOfPartner = !lane.isGeneral && general !== undefined && general.limitedUntil > toldAt;
    if (lane.budget !== undefined && !wasOfPartner) lane.budget.refuse(toldAt, endsAt);
    else if (isCertain && !wasOfPartner && lane.countedFrom !== undefined && lane.counted >= 1) {
      const { counted, countedFrom } = lane;
      const [calls, windowInMs] = [Math.floor(counted), endsAt - countedFrom];
      lane.budget = createLearnedBudget({ calls, windowInMs, toldAt, endsAt });
    }
    lane.countedFrom = undefined;
  }
  if (lane.budget?.isStale(nowInMs) === true) lane.budget = undefined;
}
