/** A line that a README tells its reader to type. */
export interface Command {
  readonly line: string;
  /** What the comment behind it promises, 0 where there is none. */
  readonly exitCode: number;
}

const fence = /^```(sh|console)\n(.*?)^```$/gms;

/** The commands in a README, in order. Of a session only what follows the prompt is one. */
export function commandsIn(markdown: string): readonly Command[] {
  return [...markdown.matchAll(fence)].flatMap(([, language, content = '']) =>
    content
      .replaceAll('\\\n', '')
      .split('\n')
      .filter((line) => (language === 'console' ? line.startsWith('$ ') : /^[^#]/.test(line)))
      .map((line) => line.replace(/^\$ /, ''))
      .map((line) => ({ line: line.trim(), exitCode: Number(/#\s(\d+):/.exec(line)?.[1] ?? 0) })),
  );
}
