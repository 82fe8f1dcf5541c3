/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly content: string;
  /** The heading above it. */
  readonly heading: string;
  /** The file name in the comment of its first line. */
  readonly file: string | undefined;
}

const headingOrFence = /^#{1,6} (?<heading>[^\n]*)$|^```(?<language>\w*)\n(?<content>.*?)^```$/gms;
const firstLine = /^\/\/ ([\w-]+\.mts)\n/;

/** The fenced blocks of a document, in order. */
export function blocksIn(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let heading = '';
  for (const { groups } of markdown.matchAll(headingOrFence)) {
    heading = groups?.['heading'] ?? heading;
    const content = groups?.['content'];
    if (content === undefined) continue;
    blocks.push({
      language: groups?.['language'] ?? '',
      content,
      heading,
      file: firstLine.exec(content)?.[1],
    });
  }
  return blocks;
}

/** A line to type into a shell. */
export interface Command {
  readonly line: string;
  /** The exit code in the comment after it; 0 when there is none. */
  readonly exitCode: number;
}

/** The commands of a document. In a `console` block, only lines with a prompt are commands. */
export function commandsIn(markdown: string): readonly Command[] {
  return blocksIn(markdown)
    .filter(({ language }) => language === 'sh' || language === 'console')
    .flatMap(({ language, content }) =>
      content
        .replaceAll('\\\n', '')
        .split('\n')
        .filter((line) => (language === 'console' ? line.startsWith('$ ') : /^[^#]/.test(line)))
        .map((line) => line.replace(/^\$ /, '').trim()),
    )
    .map((line) => ({ line, exitCode: Number(/#\s(\d+):/.exec(line)?.[1] ?? 0) }));
}
