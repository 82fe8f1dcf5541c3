import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/bin.ts'],
  format: 'esm',
  target: 'node20.19',
  // 62 MB of ECharts would be installed for the few charts of the report: what they need is part of the program.
  deps: { onlyBundle: ['echarts', 'tslib', 'zrender'] },
  fixedExtension: false,
  copy: [
    { from: 'node_modules/echarts/LICENSE', to: 'dist/licenses/echarts' },
    { from: 'node_modules/echarts/NOTICE', to: 'dist/licenses/echarts' },
  ],
});
