import { apiFault, invalidInput } from '../refusals/api-fault.ts';
import type { Call } from './call.ts';

/** Longer than any query that the operations understand. Over HTTP, Node refuses such a request line by itself. */
const maxUrlLength = 16_384;

/** @throws RefusalError when the address is too long or its percent-encoding can't be decoded. */
export function checkCall(call: Call): void {
  if (call.url.href.length > maxUrlLength) {
    throw apiFault({
      status: 414,
      code: '414',
      description: `The address is longer than ${maxUrlLength} characters.`,
    });
  }
  if (!isDecodable(call.url.pathname) || !isDecodable(call.url.search)) {
    throw invalidInput('The address holds a percent sign that is not followed by the code of a character.');
  }
}

function isDecodable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}
