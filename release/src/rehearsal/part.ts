/** The parts of a rehearsal, in their order. */
export const parts = ['packages', 'types', 'runtimes', 'readme', 'browser', 'upgrade'] as const;

export type Part = (typeof parts)[number];

export function isPart(value: unknown): value is Part {
  return parts.some((part) => part === value);
}
