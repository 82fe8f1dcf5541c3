import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { isRecord } from '../../src/is-record.ts';
import { listOf, recordOf } from '../../src/read-schema.ts';
import { applyPatch } from '../../src/update/apply-patch.ts';
import { descriptionUrl } from '../read-description.ts';

/** The present description. */
export const present = await readFile(descriptionUrl, 'utf8');

/** The description without the operations on deployment. */
export function withoutDeployment(): string {
  const document = parseDocument(present);
  const { paths, components }: Record<string, unknown> = document.toJS();
  const parts = [
    { place: ['paths'], held: paths },
    ...['schemas', 'parameters'].map((kind) => ({
      place: ['components', kind],
      held: isRecord(components) ? components[kind] : undefined,
    })),
  ];
  for (const { place, held } of parts) {
    const names = Object.keys(isRecord(held) ? held : {}).filter((name) => /deployment/i.test(name));
    if (names.length === 0)
      throw new Error(`The description has nothing of deployment in ${place.join(' ')}.`);
    for (const name of names) document.deleteIn([...place, name]);
  }
  return document.toString();
}

/** The description without a property that the client reads. */
export function withoutUsagePercent(): string {
  return change(change(present, '        - usagePercent\n', ''), /^ {8}usagePercent:\n(?: {10}.*\n)+/m, '');
}

/** The description with a word of prose changed. */
export function reworded(): string {
  return change(present, 'The name of the customer. Never null.', "The customer's name. Never null.");
}

/** A merge patch with one optional property of rows, as release notes would announce it. */
export const tenantRegion = {
  components: {
    schemas: {
      LicensesUsageRow: {
        properties: {
          tenantRegion: {
            type: ['string', 'null'],
            description: "The region of the customer's tenant; null when it is not known.",
            examples: ['EU'],
          },
        },
      },
    },
  },
};

/** The description with this part changed, whatever the layout of its text. */
export async function patched(patch: Record<string, unknown>): Promise<string> {
  return await applyPatch(present, patch);
}

/** The values that an enumeration of the description has. */
export function valuesOf(schema: string): readonly string[] {
  const { enum: values } = recordOf(
    recordOf(recordOf(recordOf(parseDocument(present).toJS())['components'])['schemas'])[schema],
  );
  return listOf(values).map(String);
}

export function change(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`There is no ${String(from)} to change in openapi.yaml.`);
  return changed;
}
