/** A piece of a program that a README shows. */
export interface Example {
  /** Its number, and the heading it stands under. */
  readonly title: string;
  readonly source: string;
}

const headingOrFence = /^#{1,6} (?<heading>[^\n]*)$|^```(?<language>\w*)\n(?<content>.*?)^```$/gms;

/** The TypeScript examples in a README, in order. */
export function examplesIn(markdown: string): readonly Example[] {
  const examples: Example[] = [];
  let under = '';
  for (const { groups } of markdown.matchAll(headingOrFence)) {
    under = groups?.['heading'] ?? under;
    if (groups?.['language'] !== 'ts') continue;
    examples.push({ title: `${examples.length + 1}, under "${under}",`, source: groups['content'] ?? '' });
  }
  return examples;
}
