import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/bin.ts'],
  format: 'esm',
  target: 'node20.19',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
  // Otherwise the declarations import packages whose types they no longer use.
  treeshake: { moduleSideEffects: 'no-external' },
});
