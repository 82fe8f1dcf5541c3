import type { Call } from './call/call.ts';
import { isRoutedOperation, routedOperations } from './call/routes.ts';
import { hashFraction } from './facts/hash.ts';
import { EmulatorOptionsError, type FaultRule } from './options.ts';
import { invalidInput } from './call/api-faults.ts';
import { type FaultName, faultNames, isFaultName } from './faults/catalogue.ts';

/** The request header that switches faults on for one request: names separated by commas. */
export const faultHeader = 'X-Emulator-Fault';

export interface FaultSwitches {
  /**
   * The faults of this request, in the order in which they are applied. Counts the request.
   * @throws RefusalError when the header names an unknown fault.
   */
  of(call: Call): readonly FaultName[];
  /** The rules, each with the number of requests so far that it was evaluated for. */
  counted(): readonly { readonly rule: FaultRule; readonly count: number }[];
  reset(): void;
}

export function createFaultSwitches(rules: readonly FaultRule[], seed: number): FaultSwitches {
  const counts = rules.map(() => 0);
  return {
    of(call) {
      const on = new Set(namesInHeader(call));
      for (const [position, rule] of rules.entries()) {
        if (rule.operation !== undefined && rule.operation !== call.operation) continue;
        const count = (counts[position] ?? 0) + 1;
        counts[position] = count;
        const isChosen =
          (rule.onNthRequest === undefined || rule.onNthRequest === count) &&
          hashFraction(seed, position, count) < (rule.probability ?? 1);
        if (isChosen) on.add(rule.fault);
      }
      return faultNames.filter((name) => on.has(name));
    },
    counted: () => rules.map((rule, position) => ({ rule, count: counts[position] ?? 0 })),
    reset() {
      counts.fill(0);
    },
  };
}

function namesInHeader(call: Call): readonly FaultName[] {
  const names = (call.headers[faultHeader.toLowerCase()] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !isFaultName(name));
  if (unknown !== undefined) throw invalidInput(`${faultHeader} names "${unknown}", which is not a fault.`);
  return names.filter(isFaultName);
}

/** @throws EmulatorOptionsError for a rule that can't be followed. */
export function readFaultRule(rule: FaultName | FaultRule): FaultRule {
  const { fault, operation, probability, onNthRequest } = typeof rule === 'string' ? { fault: rule } : rule;
  if (!isFaultName(fault)) {
    throw unknownFault(String(fault));
  }
  if (operation !== undefined && !isRoutedOperation(operation)) {
    throw new EmulatorOptionsError(
      `Fault ${fault}: there is no operation "${String(operation)}"; there are ${routedOperations.join(', ')}.`,
    );
  }
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    throw new EmulatorOptionsError(
      `Fault ${fault}: the probability is ${probability}; it must be from 0 to 1.`,
    );
  }
  if (onNthRequest !== undefined && !(Number.isSafeInteger(onNthRequest) && onNthRequest >= 1)) {
    throw new EmulatorOptionsError(
      `Fault ${fault}: the request is ${onNthRequest}; it must be a whole number from 1.`,
    );
  }
  return { fault, operation, probability, onNthRequest };
}

export function unknownFault(fault: string): EmulatorOptionsError {
  return new EmulatorOptionsError(
    `There is no fault "${fault}". The nearest is "${nearest(fault, faultNames)}"; \`licenses-usage-emulator faults\` lists all.`,
  );
}

/**
 * The candidate that shares the most pairs of adjacent letters with the text: the likely intention behind a typing
 * error.
 */
function nearest(text: string, candidates: readonly string[]): string {
  const wanted = pairsOf(text);
  const score = (candidate: string): number => {
    const pairs = pairsOf(candidate);
    const shared = [...pairs].filter((pair) => wanted.has(pair)).length;
    return (2 * shared) / (pairs.size + wanted.size);
  };
  return candidates.reduce((best, candidate) => (score(candidate) > score(best) ? candidate : best));
}

function pairsOf(text: string): ReadonlySet<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: text.length + 1 }, (_, index) => padded.slice(index, index + 2)));
}
