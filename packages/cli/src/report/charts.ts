import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { TrendPoint } from './report-facts.ts';

export interface Bar {
  readonly label: string;
  /** Stands beside the label, or below it where there is no room beside it. */
  readonly detail?: string;
  /** 0 to 100 and above; `null` for a percentage that there is none of. */
  readonly percent: number | null;
}

const rowHeight = 46;
const lineHeight = 16;
const axisHeight = 30;
const barWidth = 14;

/** Drawn for a column of a wide screen and for a phone, so that text has its size on both. */
const widths = { wide: 600, narrow: 342 } as const;

export type ChartShape = keyof typeof widths;

/**
 * Bars of percentages from top to bottom, each below its label and with its figure at the right, with a line at 100: what
 * is above it stays visible.
 */
export function drawBarChart(bars: readonly Bar[], shape: ChartShape): string {
  const width = widths[shape];
  const highest = Math.max(100, ...bars.map(({ percent }) => percent ?? 0));
  const isStacked = shape === 'narrow' && bars.some(({ detail }) => detail !== undefined);
  const height = rowHeight + (isStacked ? lineHeight : 0);
  // Of the first label, what is above its row.
  const top = isStacked ? lineHeight : 4;
  const text = { color: 'var(--ink)', fontSize: 13, interval: 0 } as const;
  const plain = { type: 'category', inverse: true, axisTick: { show: false } } as const;
  const option = {
    grid: { left: 2, right: 94, top, bottom: axisHeight },
    yAxis: [
      {
        ...plain,
        // Above the line at 100, which would run through the labels.
        z: 10,
        data: bars.map(({ label, detail }) =>
          detail === undefined ? label : label + (isStacked ? '\n' : ' · ') + detail,
        ),
        axisLine: { lineStyle: { color: 'var(--rule)' } },
        axisLabel: {
          ...text,
          inside: true,
          textBorderColor: 'var(--page)',
          textBorderWidth: 6,
          lineHeight,
          margin: 0,
          verticalAlign: 'bottom',
          padding: [0, 0, barWidth - 2, 2],
          width: width - 4,
          overflow: 'truncate',
        },
      },
      {
        ...plain,
        position: 'right',
        data: bars.map(({ percent }) => describePercent(percent)),
        axisLine: { show: false },
        axisLabel: { ...text, verticalAlign: 'middle', padding: [rowHeight / 4, 0, 0, 0] },
      },
    ],
    xAxis: {
      type: 'value',
      max: Math.ceil(highest / 100) * 100,
      interval: highest > 400 ? undefined : highest > 100 ? 100 : 50,
      axisLabel: { color: 'var(--muted)', fontSize: 12, formatter: '{value} %', alignMinLabel: 'left' },
      splitLine: { show: false },
    },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth,
        showBackground: true,
        backgroundStyle: { color: 'var(--track)' },
        // Below the middle of its row, and its label above.
        barCategoryGap: '0%',
        data: bars.map(({ percent }) => ({
          value: percent ?? 0,
          itemStyle: { color: (percent ?? 0) > 100 ? 'var(--over)' : 'var(--bar)' },
        })),
        markLine: {
          z: 3,
          silent: true,
          symbol: 'none',
          // Without any bar above it, the end of the scale says the same.
          data: highest > 100 ? [{ xAxis: 100 }] : [],
          lineStyle: { color: 'var(--muted)', type: 'dashed' },
          label: { show: false },
        },
      },
    ],
  };
  return drawChart(option, { width, height: top + bars.length * height + axisHeight });
}

/** A percentage for people, a dash where there is none; what is above 100 says so by more than its colour. */
export function describePercent(percent: number | null): string {
  if (percent === null) return '–';
  return `${percent.toFixed(1)}\u00A0%${percent > 100 ? '\u00A0▲' : ''}`;
}

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

/** One line through the snapshots. All are drawn to the same scale, so that they can be compared. */
export function drawTrendChart(points: readonly TrendPoint[], highest: number): string {
  const label = { color: 'var(--muted)', fontSize: 12 } as const;
  const option = {
    grid: { left: 46, right: 16, top: 12, bottom: 24 },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: points.map(({ day }) => day),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--rule)' } },
      axisLabel: {
        ...label,
        ...(points.length > 1 && { alignMinLabel: 'left', alignMaxLabel: 'right' }),
        interval: (index: number) => index === 0 || index === points.length - 1,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: highest,
      interval: highest / 2,
      axisLabel: { ...label, formatter: '{value} %' },
      splitLine: { lineStyle: { color: 'var(--rule)' } },
    },
    series: [
      {
        type: 'line',
        silent: true,
        symbol: 'circle',
        symbolSize: 6,
        data: points.map(({ usagePercent }) => usagePercent),
        itemStyle: { color: 'var(--bar)' },
        lineStyle: { color: 'var(--bar)', width: 2 },
      },
    ],
  };
  return drawChart(option, { width: 320, height: 150 });
}
