/** Of one character, in pixels. */
const [characterWidth, lineHeight] = [8, 19];
const padding = 20;

const colours: Readonly<Record<string, string>> = {
  '1': ' font-weight="700"',
  '2': ' fill="#7d8590"',
  '31': ' fill="#ff8a80"',
  '32': ' fill="#56d364"',
  '33': ' fill="#ffa657"',
  '36': ' fill="#6cb2f5"',
};

/** Text with colours of a terminal as SVG, in columns that stay aligned whatever font a reader has. */
export function drawTerminal(text: string, columns: number): string {
  const lines = text.split('\n');
  const [width, height] = [columns * characterWidth + 2 * padding, lines.length * lineHeight + 2 * padding];
  const drawn = lines.flatMap((line, row) =>
    runsOf(line).map(({ column, content, attributes }) => {
      const x = padding + column * characterWidth;
      const place = `x="${x}" y="${padding + row * lineHeight + 14}" textLength="${content.length * characterWidth}"`;
      return `<text ${place}${attributes}>${escape(content)}</text>\n`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="licenses-usage in a terminal">
<rect width="100%" height="100%" rx="10" fill="#0f1419"/>
<g fill="#e8ecf0" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.3" lengthAdjust="spacingAndGlyphs">
${drawn.join('')}</g>
</svg>
`;
}

interface Run {
  readonly column: number;
  readonly content: string;
  readonly attributes: string;
}

/** Words of one colour, with the column they begin at. SVG doesn't keep blanks, so that wide gaps part them. */
function runsOf(line: string): Run[] {
  let [attributes, column] = ['', 0];
  const runs: Run[] = [];
  for (const [index, part] of line.split(/\p{Cc}\[(\d+)m/u).entries()) {
    // The codes are at the odd places.
    if (index % 2 === 1) {
      attributes = colours[part] ?? '';
      continue;
    }
    for (const { 0: content, index: start } of part.matchAll(/\S+(?: \S+)*/g)) {
      runs.push({ column: column + start, content, attributes });
    }
    column += part.length;
  }
  return runs;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
