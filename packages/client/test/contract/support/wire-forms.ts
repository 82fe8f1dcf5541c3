import { MatchersV3 } from '@pact-foundation/pact';

const { regex } = MatchersV3;

/*
 * The forms in which the service may send a value: exactly those of the API description. Pact's own `integer` refuses
 * 206.0 and takes -1, its `uuid` knows small letters only; so each form is spelt out here.
 */

/** Pact joins several matchers of one value with "and". */
function both(example: number, pattern: string) {
  const matchers = [
    { 'pact:matcher:type': 'number' },
    { 'pact:matcher:type': 'regex', regex: pattern },
  ] as const;
  return { 'pact:matcher:type': matchers, value: example } as const;
}

/** A whole number from 0, written as `206` or `206.0`. */
export const count = (example: number) => both(example, String.raw`^\d+(\.0+)?$`);

/** A number from 0, in any of JSON's spellings. */
export const percent = (example: number) => both(example, String.raw`^\d+(\.\d+)?([eE][-+]?\d+)?$`);

/** The status of an error, repeated in its body. */
export const errorStatus = (example: number) => both(example, String.raw`^[45]\d\d(\.0+)?$`);

/** Digits, sent as text or as a number. */
export const errorCode = (example: string) => regex(String.raw`^\d+(\.0+)?$`, example);

/** A GUID in lower or upper case. */
export const guid = (example: string) =>
  regex('^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$', example);

const dateTime = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}`;

export const dateTimeWithOffset = (example: string) =>
  regex(String.raw`^${dateTime}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`, example);

export const dateTimeWithoutOffset = (example: string) =>
  regex(String.raw`^${dateTime}(\.\d{1,7})?$`, example);
