import type { Placeholders } from './placeholders.ts';

/** Parameters whose values are numbers of rows or names of fields. */
const kept: Readonly<Record<string, RegExp>> = {
  top: /^\d+$/,
  skip: /^\d+$/,
  size: /^\d+$/,
  groupby: /^[a-zA-Z,]+$/,
  seekOperation: /^Next$/,
};

/** The value of a query parameter without data. The literals of a filter are replaced. */
export function scrubQueryValue(name: string, value: string, placeholders: Placeholders): string {
  if (kept[name]?.test(value)) return value;
  if (name === 'filter' && value.startsWith('{')) {
    return '{"Field":"CompanyName","Value":"text","Operator":"starts_with"}';
  }
  if (name === 'filter') {
    const inQuotes = /'(?:[^']|'')*'/g;
    const scrubbed = value.replaceAll(inQuotes, "'text'");
    return /^[a-zA-Z' ()]+$/.test(scrubbed) ? scrubbed : 'text';
  }
  return placeholders.textFor(value);
}
