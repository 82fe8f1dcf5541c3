import type { Call } from '../call/call.ts';
import { hashFraction } from '../facts/hash.ts';
import { invalidInput } from '../refusals/api-fault.ts';
import { type FaultName, faultNames, isFaultName } from './catalogue.ts';
import type { FaultRule } from './fault-rule.ts';

/** The request header that switches faults on for one request: names separated by commas. */
export const faultHeader = 'X-Emulator-Fault';

export interface FaultSwitches {
  /**
   * The faults of this request, in the order in which they are applied. Counts the request.
   * @throws RefusalError when the header names a fault that doesn't exist.
   */
  of(call: Call): readonly FaultName[];
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
          (rule.onRequest === undefined || rule.onRequest === count) &&
          hashFraction(seed, position, count) < (rule.probability ?? 1);
        if (isChosen) on.add(rule.fault);
      }
      return faultNames.filter((name) => on.has(name));
    },
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
