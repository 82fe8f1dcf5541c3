import { isFaultName } from '../faults/catalogue.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { unknownFault } from '../faults/read-fault-rule.ts';
import { isRoutedOperation, routedOperations } from '../call/routes.ts';
import { EmulatorOptionsError } from '../options-error.ts';

/** Reads `name` or `name:condition,condition`, a condition being `operation=…`, `probability=…` or `request=…`. */
export function readFaultWord(word: string): FaultRule {
  const [fault = '', conditions] = word.split(/:(.*)/s);
  if (!isFaultName(fault)) throw unknownFault(fault);
  const rules = (conditions ?? '')
    .split(',')
    .filter((condition) => condition !== '')
    .map((condition) => readCondition(fault, condition));
  return Object.assign({ fault }, ...rules);
}

function readCondition(fault: string, condition: string): Omit<FaultRule, 'fault'> {
  const [name, value = ''] = condition.split(/=(.*)/s);
  switch (name) {
    case 'operation':
      if (isRoutedOperation(value)) return { operation: value };
      throw new EmulatorOptionsError(
        `Fault ${fault}: there is no operation "${value}"; there are ${routedOperations.join(', ')}.`,
      );
    case 'probability':
      return { probability: value === '' ? Number.NaN : Number(value) };
    case 'request':
      return { onRequest: value === '' ? Number.NaN : Number(value) };
    default:
      throw new EmulatorOptionsError(
        `Fault ${fault}: "${condition}" is not a condition; write operation=…, probability=… or request=….`,
      );
  }
}
