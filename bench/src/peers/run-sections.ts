import { createRequire } from 'node:module';
import { startServer } from './measure.ts';
import { formatSection } from './report/format.ts';
import { describeEnvironment, type Results, type Scale, type Section } from './results.ts';
import { sections, type SectionName } from './sections.ts';

/** Measures the given sections one after another, and prints each when it is done. */
export async function runSections(names: readonly SectionName[], scale: Scale): Promise<Results> {
  const manifest: { readonly version: string } = createRequire(import.meta.url)('undici/package.json');
  const environment = describeEnvironment(manifest.version);
  console.log(
    Object.entries(environment)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
  const server = await startServer();
  const measured: Record<string, Section> = {};
  try {
    for (const name of names) {
      const section = await sections[name](server, scale);
      measured[name] = section;
      console.log(formatSection(section));
    }
  } finally {
    server.stop();
  }
  return { environment, sections: measured };
}
