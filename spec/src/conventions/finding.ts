/** A violation of one of the description's own conventions. */
export interface Finding {
  /** The place, as a JSON pointer. */
  readonly place: string;
  readonly fault: string;
}

/** The JSON pointer for a path of keys. */
export function pointerTo(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
