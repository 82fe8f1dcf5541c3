import { expect, inject, test } from 'vitest';
import { runPackage } from './support/run-command.ts';

const consumer = inject('consumer');

const compilers = ['5.4.5', '5.9.3', '6.0.3', '7.0.2'];
const settings = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];
const cases = compilers.flatMap((version) => settings.map((setting) => ({ version, ...setting })));

test.each(cases)(
  'TypeScript $version compiles a consumer, declarations included, under $moduleResolution',
  async ({ version, module, moduleResolution }) => {
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
    const target = ['--target', 'es2022', '--lib', 'es2022,dom', '--skipLibCheck', 'false', '--noEmit'];
    const resolution = ['--module', module, '--moduleResolution', moduleResolution];
    const args = ['tsc', ...strict, ...target, ...resolution, 'consumer.mts'];
    expect(await runPackage(consumer, `typescript@${version}`, args)).toBe('');
  },
);
