import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/postgres/index.ts'],
  format: 'esm',
  target: 'node20.19',
  dts: true,
  sourcemap: true,
  fixedExtension: false,
});
