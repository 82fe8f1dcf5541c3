import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

/*
 * ECharts draws SVG text without a document, where Observable Plot needs one to draw in. Colours are the page's custom
 * properties, which ECharts passes through, so that a chart follows the theme of its reader without a script.
 */
use([BarChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as SVG text that scales with the page. */
export function drawChart(option: EChartsCoreOption, size: ChartSize): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'system-ui, sans-serif' }, ...option });
    return chart
      .renderToSVGString()
      .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" focusable="false"')
      .replaceAll(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '')
      .replaceAll(/<style\s*>[^]*?<\/style>/g, '');
  } finally {
    // What is not disposed of keeps the program from ending.
    chart.dispose();
  }
}
