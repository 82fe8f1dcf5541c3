import type { Customer } from './facts.ts';

export function customer(id: string, name: string, domain: string): Customer {
  return { id: id.toLowerCase(), tenantId: id.toUpperCase(), name, domain };
}
