import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/auth/index.ts',
    'src/migrate/index.ts',
    'src/node/create-node-fetch.ts',
    'src/opentelemetry/listener.ts',
    'src/redis/index.ts',
    'src/generated/schema.ts',
  ],
  format: 'esm',
  platform: 'neutral',
  target: 'node20.19',
  // Nothing is installed along with the client: what it needs of openapi-fetch is part of it.
  deps: { onlyBundle: ['openapi-fetch'], neverBundle: [/^node:/] },
  dts: true,
  sourcemap: true,
  // `.js`, as the exports say: the package is ESM throughout.
  fixedExtension: false,
  // Otherwise the declarations import packages whose types they no longer use.
  treeshake: { moduleSideEffects: 'no-external' },
  copy: [
    { from: '../../spec/openapi.yaml', to: 'dist' },
    { from: '../../spec/examples/*.json', to: 'dist/examples' },
    // What is part of the client comes with its licence.
    { from: 'node_modules/openapi-fetch/LICENSE', to: 'dist/licenses/openapi-fetch' },
  ],
});
