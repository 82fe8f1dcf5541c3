import { hash } from './hash.ts';

const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guidForm.test(text);
}

/** A lower-case GUID that depends on nothing but the two numbers and ends in the second, in decimal, so that a reader can tell which it is. */
export function numberedGuid(family: number, position: number): string {
  const hex = (salt: number): string => hash(family, position, salt).toString(16).padStart(8, '0');
  const first = hex(1);
  const second = hex(2);
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-8${hex(3).slice(5)}-${String(position).padStart(12, '0')}`;
}

/** The number that `numberedGuid` put at the end, or `undefined` when the GUID ends in something else. */
export function positionInGuid(guid: string): number | undefined {
  const end = guid.slice(-12);
  return /^\d{12}$/.test(end) ? Number(end) : undefined;
}
