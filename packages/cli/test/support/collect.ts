import { Writable } from 'node:stream';
import type { Output } from '../../src/context.ts';

/**
 * An output that keeps its text.
 * @param columns The width of the terminal that it is. Default: a pipe.
 */
export function collect(columns?: number): Output & { text(): string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const own = { isTTY: columns !== undefined, columns: columns ?? 0, text: () => text };
  // What moves the cursor of a terminal is no text.
  const move = () => true;
  return Object.assign(stream, own, { cursorTo: move, clearLine: move, moveCursor: move });
}
