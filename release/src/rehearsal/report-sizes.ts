import type { Output } from '@licenses-usage/spec/output';
import { countDependencies } from './fresh-project.ts';
import { projectOf, type Stage } from './stage.ts';

/** Prints the installed size of each package. */
export async function reportSizes(stage: Stage, { log }: Output): Promise<void> {
  log('\npackage                             unpacked       gzip  files  run-time dependencies');
  for (const tarball of stage.tarballs) {
    const { name, files, unpackedSizeInBytes, packedSizeInBytes } = tarball;
    const dependencies = await countDependencies(projectOf(stage, tarball));
    log(
      [
        name.padEnd(32),
        kilobytes(unpackedSizeInBytes),
        kilobytes(packedSizeInBytes),
        String(files.length).padStart(6),
        String(dependencies).padStart(6),
      ].join(' '),
    );
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`.padStart(10);
}
