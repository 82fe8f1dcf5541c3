/** Lets the program take its pipes for a terminal of this width. */
export function terminal(columns: number): string {
  const source = `
    import { WriteStream } from 'node:tty';
    for (const stream of [process.stdout, process.stderr]) {
      Object.assign(stream, { isTTY: true, columns: ${columns} });
      for (const name of ['getColorDepth', 'hasColors', 'cursorTo', 'clearLine', 'moveCursor'])
        stream[name] = WriteStream.prototype[name];
    }`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}
