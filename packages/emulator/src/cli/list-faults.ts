import { faultGroups } from '../faults/catalogue.ts';

/** Every fault with its sentence, by group. */
export function listFaults(): string {
  const groups = Object.entries(faultGroups).map(([title, group]) => {
    const faults = Object.entries(group);
    const width = Math.max(...faults.map(([name]) => name.length));
    return [title, ...faults.map(([name, { sentence }]) => `  ${name.padEnd(width)}  ${sentence}`)].join(
      '\n',
    );
  });
  return groups.join('\n\n');
}
