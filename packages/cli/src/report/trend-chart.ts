import { drawChart } from './chart.ts';
import type { TrendPoint } from './report-facts.ts';

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
