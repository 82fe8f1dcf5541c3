import type { Placeholders } from './placeholders.ts';

export interface HarHeader {
  readonly name: string;
  readonly value: string;
}

/** The headers that may be in the file, each with the replacement of its value. */
const rules: Readonly<Record<string, (value: string, placeholders: Placeholders) => string>> = {
  accept: (value) => value,
  'content-type': (value) =>
    /^[a-z]+\/[a-z0-9.+-]+(?:; ?charset=[a-zA-Z0-9-]+)?$/.test(value) ? value : 'text/plain',
  'ms-contract-version': (value) => value,
  'ms-partnercenter-client': (value) => value,
  'x-locale': (value) => value,
  'ms-requestid': (value, { textFor }) => textFor(value),
  'ms-correlationid': (value, { textFor }) => textFor(value),
  'ms-serverid': (value, { textFor }) => textFor(value),
  'ms-cv': () => 'text',
  'ms-continuationtoken': () => 'text',
  'retry-after': (value, { textFor }) => textFor(value),
};

/** The headers with a rule, without data. All others are left out, including their names. */
export function scrubHeaders(
  headers: Iterable<readonly [string, string]>,
  placeholders: Placeholders,
): readonly HarHeader[] {
  return [...headers].flatMap(([name, value]) => {
    const rule = rules[name.toLowerCase()];
    return rule === undefined ? [] : [{ name, value: rule(value, placeholders) }];
  });
}
