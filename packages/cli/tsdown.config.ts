import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsdown';

const echarts = realpathSync('node_modules/echarts');

export default defineConfig({
  entry: ['src/bin.ts'],
  format: 'esm',
  target: 'node20.19',
  // 62 MB of ECharts would be installed for the few charts of the report: what they need is part of the program.
  deps: { onlyBundle: ['echarts', 'tslib', 'zrender'] },
  sourcemap: true,
  fixedExtension: false,
  copy: [
    { from: join(echarts, 'LICENSE'), to: 'dist/licenses/echarts' },
    { from: join(echarts, 'NOTICE'), to: 'dist/licenses/echarts' },
    // What ECharts draws with, and what both call, lies beside it.
    { from: join(echarts, '../zrender/LICENSE'), to: 'dist/licenses/zrender' },
    { from: join(echarts, '../tslib/LICENSE.txt'), to: 'dist/licenses/tslib' },
  ],
});
