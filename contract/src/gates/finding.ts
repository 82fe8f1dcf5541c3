/** Something that a gate refuses. */
export interface Finding {
  /** The place of the fault: an interaction and a place in its answer, or a place in the description. */
  readonly place: string;
  readonly fault: string;
  readonly repair: string;
}

export function show({ place, fault, repair }: Finding): string {
  return `  ${place}\n    ${fault}\n    Repair: ${repair}`;
}
