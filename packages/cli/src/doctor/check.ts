/** One check and its result. */
export interface Check {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly finding: string;
  /** What to do about it; `null` when nothing needs to be done. */
  readonly repair: string | null;
}

export function ok(check: string, finding: string): Check {
  return { check, status: 'ok', finding, repair: null };
}

export function warning(check: string, finding: string, repair: string): Check {
  return { check, status: 'warning', finding, repair };
}

export function problem(check: string, finding: string, repair: string): Check {
  return { check, status: 'problem', finding, repair };
}

export function skipped(check: string, finding: string): Check {
  return { check, status: 'skipped', finding, repair: null };
}
