/** The increases of a version, from least to most. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const;

export type Bump = (typeof bumps)[number];

export function isBump(value: unknown): value is Bump {
  return bumps.some((bump) => bump === value);
}

/** The greatest of the given increases; `none` when there is none. */
export function greatest(given: readonly Bump[]): Bump {
  return bumps.findLast((bump) => given.includes(bump)) ?? 'none';
}

/** Whether one increase is at least the other. */
export function isAtLeast(bump: Bump, other: Bump): boolean {
  return bumps.indexOf(bump) >= bumps.indexOf(other);
}
