import type { CustomerUsageResult } from '@licenses-usage/client/migrate';

/** The scan to which results belong. Only the same scan resumes them. */
export interface ScanBinding {
  /** The program and its version: another version may write other lines. */
  readonly tool: string;
  /** The operation that is called. */
  readonly query: string;
  /** The address of the service. */
  readonly service: string;
  /** The tenant of the partner; `null` if the token does not name it. */
  readonly partner: string | null;
}

export type Line =
  | { readonly kind: 'binding'; readonly binding: ScanBinding }
  | { readonly kind: 'result'; readonly customerId: string; readonly status: unknown }
  | { readonly kind: 'published'; readonly digest: string }
  | { readonly kind: 'unknown' };

/** The first line of a checkpoint. */
export function writeBindingLine(binding: ScanBinding): string {
  return `${JSON.stringify({ licensesUsageScan: binding })}\n`;
}

/** Records in the checkpoint which file was made from it. */
export function writePublishedLine(digest: string): string {
  return `${JSON.stringify({ published: digest })}\n`;
}

/** The result line of one customer. */
export function writeResultLine(result: CustomerUsageResult): string {
  const { status, customerId } = result;
  if (status === 'ok') {
    const { totalCount, items } = result.usage;
    return `${JSON.stringify({ customerId, status, totalCount, items })}\n`;
  }
  const { name, message } = result.error;
  return `${JSON.stringify({ customerId, status, error: { name, message } })}\n`;
}

export function readLine(line: string): Line {
  const value = parse(line);
  if (value === undefined) return { kind: 'unknown' };
  if ('customerId' in value && typeof value.customerId === 'string' && 'status' in value) {
    return { kind: 'result', customerId: value.customerId, status: value.status };
  }
  if ('licensesUsageScan' in value && isBinding(value.licensesUsageScan)) {
    return { kind: 'binding', binding: value.licensesUsageScan };
  }
  if ('published' in value && typeof value.published === 'string') {
    return { kind: 'published', digest: value.published };
  }
  return { kind: 'unknown' };
}

const names = { tool: 'program', query: 'operation', service: 'service', partner: 'partner' } as const;

/** Describes the difference; `undefined` if there is none. */
export function describeMismatch(found: ScanBinding, wanted: ScanBinding): string | undefined {
  const parts = (['service', 'partner', 'query', 'tool'] as const)
    .filter((field) => found[field] !== wanted[field])
    .map((field) => `its ${names[field]} is ${found[field] ?? 'unknown'}, not ${wanted[field] ?? 'unknown'}`);
  return parts.length === 0 ? undefined : parts.join(', and ');
}

function isBinding(value: unknown): value is ScanBinding {
  return (
    typeof value === 'object' &&
    value !== null &&
    'tool' in value &&
    typeof value.tool === 'string' &&
    'query' in value &&
    typeof value.query === 'string' &&
    'service' in value &&
    typeof value.service === 'string' &&
    'partner' in value &&
    (value.partner === null || typeof value.partner === 'string')
  );
}

function parse(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
