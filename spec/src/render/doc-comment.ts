const width = 110;

/** A wrapped doc comment. Empty paragraphs are left out. */
export function docComment(indent: string, paragraphs: readonly (string | undefined)[]): string {
  const given = paragraphs.filter((each) => each !== undefined && each !== '').map(String);
  const [only, ...others] = given;
  if (only === undefined) return '';
  if (others.length === 0 && !only.includes('\n') && `${indent}/** ${only} */`.length <= width) {
    return `${indent}/** ${only} */\n`;
  }
  const lines = given.flatMap((each, index) => {
    const isTagOfSame = each.startsWith('@') && given[index - 1]?.startsWith('@');
    return [...(index === 0 || isTagOfSame ? [] : ['']), ...wrap(each, width - indent.length - 3)];
  });
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`;
}

/**
 * The first paragraph of a description, which is for users. Further paragraphs are for readers of the description.
 * Remarks on null are removed: they are about the service's answers, and the type says what users get.
 */
export function wordsForUsers(description: string): string {
  const [first = ''] = description.split(/\n\s*\n/);
  return first
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b(?:Never|May be) null; (\w)/g, (_match, letter: string) => letter.toUpperCase())
    .replaceAll(/\s*\b(?:Never|May be) null\./g, '')
    .replaceAll(/, never null\b/g, '')
    .trim();
}

/** The line of a doc comment that names the source page. */
export function sourceLine(source: string): string {
  return source === '' ? '' : `Source: ${source}`;
}

function wrap(text: string, most: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? '';
      if (line !== '' && line.length + 1 + word.length > most) lines.push(word);
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines;
  });
}
