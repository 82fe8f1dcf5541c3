import type { DecodeContext } from './decode-context.ts';

/**
 * The codes that samples and tables show. The lists are open: a new code is delivered like any other, and told once.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export const knownServices: ReadonlySet<string> = new Set(['o365', 'crm']);
export const knownChannels: ReadonlySet<string> = new Set(['reseller', 'direct']);

/** Tells of a code that no source shows. Case says nothing: pages write `Reseller` where answers have `reseller`. */
export function reportNewValue(
  value: string | null,
  known: ReadonlySet<string>,
  field: string,
  ctx: DecodeContext,
): void {
  if (value === null || known.has(value) || known.has(value.toLowerCase())) return;
  ctx.under(field, () => ctx.drift('new-value', field), value);
}
