import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'node20.19',
  dts: true,
  // Without it the declarations import bullmq for nothing, and with it types that need those of Node.
  treeshake: { moduleSideEffects: false },
  sourcemap: true,
  fixedExtension: false,
});
