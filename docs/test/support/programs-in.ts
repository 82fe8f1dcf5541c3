/** A program that a guide shows. */
export interface GuideProgram {
  /** What its first line says it is to be saved as. */
  readonly name: string;
  readonly source: string;
  /** What the guide says it prints, when it says so. */
  readonly output: string | undefined;
}

const fence = /^```(\w*)\n(.*?)^```$/gms;
const firstLine = /^\/\/ ([\w-]+\.ts)\n/;

/**
 * The programs in a guide. A text block is the output of the program before it.
 * @throws Error for a block that is neither, since nothing would hold it to what it says.
 */
export function programsIn(markdown: string): readonly GuideProgram[] {
  const programs: GuideProgram[] = [];
  for (const [block, language, content = ''] of markdown.matchAll(fence)) {
    const [, name] = firstLine.exec(content) ?? [];
    const last = programs.at(-1);
    if (language === 'ts' && name !== undefined) programs.push({ name, source: content, output: undefined });
    else if (language === 'text' && last?.output === undefined && last !== undefined)
      programs.splice(-1, 1, { ...last, output: content });
    else throw new Error(`Neither a program with a name nor the output of one: ${block}`);
  }
  return programs;
}
