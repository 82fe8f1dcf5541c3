import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/bin.ts'],
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  fixedExtension: false,
});
