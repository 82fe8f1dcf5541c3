import { type Answer, type Charset, type ContentEncoding, type Delivery, isJson } from '../call/answer.ts';
import { type Fault, faultGroup } from './fault.ts';

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

/** Faults of encoding: the same facts in other bytes. */
export const encodingFaults = faultGroup({
  'empty-body': {
    summary: 'The body is empty, for any status.',
    apply: (answer) => ({ ...answer, body: '' }),
  },
  'cut-json': {
    summary: 'The JSON is cut off, with a matching Content-Length.',
    apply: (answer) => ({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) }),
  },
  bom: {
    summary: 'The JSON begins with a UTF-8 byte order mark, even when the bom option is off.',
    apply: (answer) => inCharset(answer, 'utf-8-with-bom'),
  },
  'no-bom': {
    summary: 'The JSON has no byte order mark, even when the bom option is on.',
    apply: (answer) => inCharset(answer, 'utf-8'),
  },
  'utf-16': {
    summary: 'The JSON is UTF-16LE with a byte order mark, as in 2016.',
    apply: (answer) =>
      isJson(answer)
        ? {
            ...inCharset(answer, 'utf-16le-with-bom'),
            headers: { ...answer.headers, 'Content-Type': 'application/json; charset=utf-16' },
          }
        : answer,
  },
  gzip: {
    summary: 'The body is compressed with gzip.',
    apply: (answer) => compressed(answer, 'gzip'),
  },
  deflate: {
    summary: 'The body is compressed with deflate.',
    apply: (answer) => compressed(answer, 'deflate'),
  },
  brotli: {
    summary: 'The body is compressed with Brotli.',
    apply: (answer) => compressed(answer, 'br'),
  },
  'wrong-content-type': {
    summary: 'The JSON is announced as text/plain.',
    apply: (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain' } }),
  },
  'no-tracing-headers': {
    summary: 'The answer has none of the MS- headers.',
    apply: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !name.startsWith('MS-'))),
    }),
  },
});

function delivered(summary: string, delivery: Delivery): Fault {
  return { summary, apply: (answer) => ({ ...answer, delivery }) };
}

/** Two seconds in all. */
const drip: Delivery = { kind: 'dripping', pieces: 20, pauseInMs: 100 };

/** Faults of the connection. */
export const networkFaults = faultGroup({
  'connection-reset': delivered('The connection is reset before anything is sent.', { kind: 'reset' }),
  'stalled-headers': delivered('The request is accepted, and nothing is ever sent.', {
    kind: 'stalled-headers',
  }),
  'stalled-body': delivered('The headers and half of the body are sent, then nothing.', {
    kind: 'stalled-body',
  }),
  'truncated-body': delivered('The connection breaks after half of the body.', { kind: 'truncated' }),
  'slow-drip': delivered('The body arrives in twenty pieces over two seconds.', drip),
});
