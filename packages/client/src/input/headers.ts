import { refuse } from '../errors/configuration-error.ts';

const visibleAscii = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Whether a value is text that a header carries unchanged. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && visibleAscii.test(value);
}

/** Requires text that is valid in a header unchanged. */
export function requireHeaderValue(argument: string, value: unknown, example: string): string {
  if (isHeaderValue(value)) return value;
  return refuse(argument, 'printable ASCII text for a request header', value, `'${example}'`);
}

/** Headers that belong to the client or to the connection. */
const reserved =
  /^(?:accept|authorization|connection|content-length|host|transfer-encoding|x-locale|ms-(?:contract-version|continuationtoken|correlationid|partnercenter-(?:application|client)|requestid))$/;

/** The characters that the name of a header may have. */
export const headerName = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Requires headers that the caller may add to a request, and returns them with lower-case names. Errors name a header
 * but never show its value, which may be a key.
 */
export function requireExtraHeaders(argument: string, headers: unknown): Readonly<Record<string, string>> {
  const isObject = typeof headers === 'object' && headers !== null && !(Symbol.iterator in headers);
  if (!isObject) refuseHeader(argument, 'an object with a value for each header name', typeof headers);
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lowerCase = name.toLowerCase();
    if (!headerName.test(name) || reserved.test(lowerCase))
      refuseHeader(argument, 'header names other than those the client sets itself', name);
    if (!isHeaderValue(value))
      refuseHeader(
        `${argument}['${name}']`,
        'printable ASCII text for a request header',
        `another ${typeof value}`,
      );
    checked[lowerCase] = value;
  }
  return checked;
}

function refuseHeader(argument: string, expected: string, received: string): never {
  return refuse(argument, expected, received, `{ 'Ocp-Apim-Subscription-Key': readKey() }`);
}
