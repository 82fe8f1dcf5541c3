import type { Answer } from './exchange.ts';

const byteOrderMark = '\uFEFF';

/** Reads an answer completely, and parses it if possible. */
export async function readAnswer(response: Response): Promise<Answer> {
  const bytes = await response.arrayBuffer();
  const decoded = decode(bytes);
  const beginsWithByteOrderMark = decoded?.startsWith(byteOrderMark) ?? false;
  const text = beginsWithByteOrderMark ? decoded?.slice(1) : decoded;
  return {
    status: response.status,
    headers: response.headers,
    size: bytes.byteLength,
    beginsWithByteOrderMark,
    text,
    body: text === undefined ? undefined : parse(text),
  };
}

function decode(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
