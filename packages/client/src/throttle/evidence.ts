import { isOpen, type Evidence } from './lane.ts';

/*
 * What a refusal means, under one key.
 *
 * A refusal alone does not say whether a limit was reached, which refuses nearly all requests until its window ends, or
 * whether the service refuses a few at random, as gateways do that shed load. Requests sent after the refused one can
 * tell: they are its *witnesses*. One that passes speaks for chance, one that is refused for a limit.
 *
 * A refusal opens a *case*, which lasts as long as the service asked to be left alone. Its verdict is
 *
 * - `pending` while witnesses are in flight. Nothing new is sent under the key.
 * - `random` once `trust` is at `enough`, or is above 0 with all witnesses back. Requests go on, and are witnesses too:
 *   a further refusal lowers `trust`, and makes the case pending again where it is no longer enough.
 * - `limit` when all witnesses are back and `trust` is not above 0, also when there were none. Nothing is sent until
 *   the case ends. Only this verdict teaches a budget.
 *
 * The refused call itself waits as long as it was told, whatever the verdict. `trust` outlives the case when it is above
 * 0: where refusals are known to be random, a single one does not hold the others back. A limit takes it back to 0.
 */

/** What a refused witness takes from trust. Two passes outweigh it: a token bucket lets a few pass at its limit. */
const weightOfRefusal = 2;
/** Trust at which requests go on while witnesses are in flight: three of them have passed. */
const enough = 3;
/** The most trust. A limit that is new then costs as many refusals as it takes to get below `enough`: five. */
const mostTrust = 12;
/** A case proves a limit when two witnesses were refused... */
const noTrust = -2 * weightOfRefusal;
/** ... or when this many cases in a row were limits, because calls made one by one have no witnesses. */
const limitsInARow = 3;

/** Records a request that came back without a refusal. */
export function hearWitness(evidence: Evidence, ticket: number, hasPassed: boolean, nowInMs: number): void {
  if (!isOpen(evidence, nowInMs) || ticket < evidence.ticket) return;
  evidence.awaited -= 1;
  if (hasPassed) evidence.trust = Math.min(mostTrust, evidence.trust + 1);
  judge(evidence);
}

export interface Refusal {
  readonly ticket: number;
  readonly endsAt: number;
  /** The tickets of the requests that are still in flight. */
  readonly inFlight: Iterable<number>;
}

/** Records a request that was refused. */
export function hearRefusal(evidence: Evidence, refusal: Refusal, nowInMs: number): void {
  if (!isOpen(evidence, nowInMs)) {
    openCase(evidence, refusal, nowInMs);
    evidence.verdict = 'pending';
  } else {
    evidence.trust -= weightOfRefusal;
    evidence.endsAt = Math.max(refusal.endsAt, evidence.endsAt);
    if (evidence.verdict === 'random') {
      evidence.verdict = 'pending';
      awaitWitnesses(evidence, refusal);
    } else if (refusal.ticket > evidence.ticket) evidence.awaited -= 1;
  }
  judge(evidence);
}

/** Opens a case in which requests go on until there is evidence of a limit. */
export function openCase(evidence: Evidence, refusal: Refusal, nowInMs: number): void {
  evidence.verdict = 'random';
  evidence.toldAt = nowInMs;
  evidence.endsAt = refusal.endsAt;
  awaitWitnesses(evidence, refusal);
}

function awaitWitnesses(evidence: Evidence, { ticket, inFlight }: Refusal): void {
  evidence.ticket = ticket;
  evidence.awaited = 0;
  for (const other of inFlight) if (other > ticket) evidence.awaited += 1;
}

function judge(evidence: Evidence): void {
  if (evidence.verdict !== 'pending') return;
  const { trust, awaited } = evidence;
  if (trust >= enough || (awaited === 0 && trust > 0)) {
    evidence.verdict = 'random';
    evidence.limits = 0;
  } else if (awaited === 0) evidence.verdict = 'limit';
}

/** Ends a case that was a limit. Returns whether that is proved. */
export function closeLimit(evidence: Evidence): boolean {
  evidence.limits += 1;
  const isCertain = evidence.trust <= noTrust || evidence.limits >= limitsInARow;
  evidence.verdict = 'random';
  evidence.trust = Math.max(0, evidence.trust);
  return isCertain;
}
