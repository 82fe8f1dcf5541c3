import { isRoutedOperation, routedOperations } from '../call/routes.ts';
import { isFaultName } from '../faults/catalogue.ts';
import { unknownFault } from '../fault-rules.ts';
import { EmulatorOptionsError, type FaultRule, type RequestBudget } from '../options.ts';

/** Reads a whole number. Its range is checked with the options. */
export function readNumber(name: string, text: string): number {
  if (!/^-?\d+$/.test(text)) {
    throw new EmulatorOptionsError(`${name} is "${text}"; it must be a whole number.`);
  }
  return Number(text);
}

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a duration such as `50ms`, `2s`, `10m` or `1h`, in milliseconds. */
export function readDuration(name: string, text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = unitsInMs[unit];
  if (factor === undefined) {
    throw new EmulatorOptionsError(
      `${name} is "${text}"; it must be a duration such as 50ms, 2s, 10m or 1h.`,
    );
  }
  return Number(amount) * factor;
}

/** Reads a limit such as `60/1m`: 60 requests in a window of one minute. */
export function readBudget(name: string, text: string): RequestBudget {
  const [, requests, window] = /^(\d+)\/(\S+)$/.exec(text) ?? [];
  if (requests === undefined || window === undefined) {
    throw new EmulatorOptionsError(`${name} is "${text}"; it must be a limit such as 60/1m.`);
  }
  return { requests: Number(requests), windowInMs: readDuration(name, window) };
}

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
      return { onNthRequest: value === '' ? Number.NaN : Number(value) };
    default:
      throw new EmulatorOptionsError(
        `Fault ${fault}: "${condition}" is not a condition; write operation=…, probability=… or request=….`,
      );
  }
}
