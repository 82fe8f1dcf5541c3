/**
 * Indents JSON and changes nothing else: `0.0` stays `0.0`, and a key that comes twice comes twice. Text that is not JSON
 * is returned as it is. Part of the page's script: it may use nothing from outside itself.
 */
export function formatJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const endLine = (): void => {
    lines.push(line);
    line = '  '.repeat(depth);
  };
  for (const [index, token] of tokens.entries()) {
    const isEmpty = /^[[{]$/.test(tokens[index - 1] ?? '');
    if (/^[\]}]$/.test(token)) {
      depth -= 1;
      if (!isEmpty) endLine();
    } else if (isEmpty) {
      endLine();
    }
    line += token;
    if (/^[[{]$/.test(token)) depth += 1;
    else if (token === ',') endLine();
    else if (token === ':') line += ' ';
  }
  return [...lines, line].join('\n');
}
