/**
 * Indents JSON and changes nothing else: `0.0` stays `0.0`, and duplicate keys stay. Text that is not JSON is
 * returned unchanged. Part of the page's script, so it may not use anything from outside.
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
