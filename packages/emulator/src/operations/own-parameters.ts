import type { ParameterLimits } from '../call/described-operation.ts';
import { isGuid } from '../facts/hash.ts';
import type { OperationContext } from './context.ts';

/**
 * Checks the operation's own query parameters against the description. An empty value counts as absent.
 * @throws RefusalError naming the first invalid parameter.
 */
export function checkOwnParameters({ call, described, refuse }: OperationContext): void {
  for (const name of described.own) {
    const value = call.url.searchParams.get(name) ?? '';
    const limits = described.query[name];
    if (value === '' || limits === undefined) continue;
    const values = limits.items === undefined ? [value] : value.split(',');
    const isRepeated = limits.uniqueItems === true && new Set(values).size < values.length;
    const faults = values.map((each) => faultOf(each, limits.items ?? limits));
    const fault = isRepeated ? 'a list of different values' : faults.find((each) => each !== undefined);
    if (fault !== undefined) throw refuse(`${name} parameter is not ${fault}`);
  }
}

/** The expectation that a value does not meet. */
function faultOf(value: string, limits: ParameterLimits): string | undefined {
  const { type, minimum = -Infinity, maximum = Infinity } = limits;
  const { minLength = 0, maxLength = Infinity, pattern = '', format = '' } = limits;
  if (limits.enum !== undefined && !limits.enum.some((each) => String(each) === value)) {
    return `one of ${limits.enum.join(', ')}`;
  }
  if (type === 'integer' || type === 'number') {
    const isNumber = (type === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value);
    if (isNumber && Number(value) >= minimum && Number(value) <= maximum) return undefined;
    return `${type === 'integer' ? 'a whole number' : 'a number'} within its limits`;
  }
  if (type === 'boolean' && value !== 'true' && value !== 'false') return 'true or false';
  // The length in characters, not in UTF-16 code units.
  const { length } = Array.from(value);
  if (length < minLength || length > maxLength) return 'of a length that is allowed';
  if (!new RegExp(pattern, 'u').test(value)) return `of the form ${pattern}`;
  return formats[format]?.(value) === false ? `a ${format}` : undefined;
}

const formats: Readonly<Record<string, (value: string) => boolean>> = {
  uuid: isGuid,
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isMoment(value),
  'date-time': (value) => /^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/i.test(value) && isMoment(value),
};

function isMoment(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}
