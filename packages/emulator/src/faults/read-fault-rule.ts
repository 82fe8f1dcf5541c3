import { isRoutedOperation, routedOperations } from '../call/routes.ts';
import { EmulatorOptionsError } from '../options-error.ts';
import { type FaultName, faultNames, isFaultName } from './catalogue.ts';
import type { FaultRule } from './fault-rule.ts';
import { nearest } from './nearest.ts';

/** @throws EmulatorOptionsError for a rule that can't be followed. */
export function readFaultRule(rule: FaultName | FaultRule): FaultRule {
  const { fault, operation, probability, onRequest } = typeof rule === 'string' ? { fault: rule } : rule;
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
  if (onRequest !== undefined && !(Number.isSafeInteger(onRequest) && onRequest >= 1)) {
    throw new EmulatorOptionsError(
      `Fault ${fault}: the request is ${onRequest}; it must be a whole number from 1.`,
    );
  }
  return {
    fault,
    ...(operation !== undefined && { operation }),
    ...(probability !== undefined && { probability }),
    ...(onRequest !== undefined && { onRequest }),
  };
}

export function unknownFault(fault: string): EmulatorOptionsError {
  return new EmulatorOptionsError(
    `There is no fault "${fault}". The nearest is "${nearest(fault, faultNames)}"; \`licenses-usage-emulator faults\` lists all.`,
  );
}
