import { type Answer, type Charset, type ContentEncoding, isJson } from '../answer/answer.ts';
import type { FaultGroup } from './fault.ts';

function inCharset(answer: Answer, charset: Charset): Answer {
  return isJson(answer) ? { ...answer, charset } : answer;
}

function compressed(answer: Answer, contentEncoding: ContentEncoding): Answer {
  if (answer.body === '') return answer;
  return {
    ...answer,
    contentEncoding,
    headers: { ...answer.headers, 'Content-Encoding': contentEncoding, Vary: 'Accept-Encoding' },
  };
}

/** The facts are the same, their bytes are not. */
export const encodingFaults = {
  'empty-body': {
    sentence: 'The body is empty, whatever the status.',
    apply: (answer) => ({ ...answer, body: '' }),
  },
  'cut-json': {
    sentence: 'The JSON ends in the middle, and Content-Length says that this is all of it.',
    apply: (answer) => ({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }),
  },
  bom: {
    sentence: 'The JSON begins with a UTF-8 byte order mark, also when the bom option is off.',
    apply: (answer) => inCharset(answer, 'utf-8-with-bom'),
  },
  'no-bom': {
    sentence: 'The JSON begins without a byte order mark, also when the bom option is on.',
    apply: (answer) => inCharset(answer, 'utf-8'),
  },
  'utf-16': {
    sentence: 'The JSON is UTF-16LE with a byte order mark, as in 2016.',
    apply: (answer) =>
      isJson(answer)
        ? {
            ...inCharset(answer, 'utf-16le-with-bom'),
            headers: { ...answer.headers, 'Content-Type': 'application/json; charset=utf-16' },
          }
        : answer,
  },
  gzip: {
    sentence: 'The body is compressed with gzip.',
    apply: (answer) => compressed(answer, 'gzip'),
  },
  deflate: {
    sentence: 'The body is compressed with deflate.',
    apply: (answer) => compressed(answer, 'deflate'),
  },
  brotli: {
    sentence: 'The body is compressed with Brotli.',
    apply: (answer) => compressed(answer, 'br'),
  },
  'wrong-content-type': {
    sentence: 'The JSON is announced as text/plain.',
    apply: (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain' } }),
  },
  'no-tracing-headers': {
    sentence: 'The answer carries none of the MS- headers.',
    apply: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !name.startsWith('MS-'))),
    }),
  },
} as const satisfies FaultGroup;
