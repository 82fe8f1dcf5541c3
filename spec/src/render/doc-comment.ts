const width = 110;

/** A doc comment of some paragraphs, wrapped; those that are empty are left out. */
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
 * The words of a description that are for users: its first paragraph. Further ones are for those who read the
 * description itself. That a value is never null is said of the service; what users get, the type says.
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

/** A source page, as doc comments name it. */
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
