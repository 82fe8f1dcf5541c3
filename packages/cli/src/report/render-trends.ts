import { describePercent, drawTrendChart } from './charts.ts';
import { Html, html, renderTable } from './html.ts';
import type { ReportFacts, TrendPoint, WorkloadTrend } from './report-facts.ts';

/** Small charts to one scale, and the same figures as a table for each day. */
export function renderTrends({ trends, workloads }: ReportFacts): Html {
  const told = trends.filter(({ points }) => points.length > 0);
  const serviceNames = new Map(workloads.map(({ serviceCode, serviceName }) => [serviceCode, serviceName]));
  const nameOf = ({ serviceCode, workloadName }: WorkloadTrend) =>
    `${workloadName} (${serviceNames.get(serviceCode) ?? serviceCode})`;
  const percents = told.flatMap(({ points }) => points.map(({ usagePercent }) => usagePercent ?? 0));
  const highest = Math.ceil(Math.max(100, ...percents) / 100) * 100;
  const figures = told.map((trend) => {
    const chart = new Html(drawTrendChart(trend.points, highest));
    const name = nameOf(trend);
    return html`<figure>
      <figcaption>
        ${trend.workloadName}
        <span class="muted"
          >${serviceNames.get(trend.serviceCode) ?? trend.serviceCode}: ${describeChange(trend.points)}</span
        >
      </figcaption>
      <div role="img" aria-label="Trend of ${name}; the table below has the figures.">${chart}</div>
    </figure>`;
  });
  const rows = told.flatMap((trend) => trend.points.map((point) => ({ ...point, name: nameOf(trend) })));
  const content =
    told.length === 0
      ? html`<p>There are no earlier snapshots.</p>`
      : html`<div class="small">${figures}</div>
          <details>
            <summary>Figures of all snapshots</summary>
            ${renderTable({
              caption: 'Usage at each snapshot',
              rows,
              columns: [
                { title: 'Workload', show: ({ name }) => name },
                { title: 'Snapshot', show: ({ day }) => day },
                {
                  title: 'Usage',
                  show: ({ usagePercent }) => describePercent(usagePercent),
                  isNumeric: true,
                },
              ],
            })}
          </details>`;
  return html`<section id="trend" aria-labelledby="trend-title">
    <h2 id="trend-title">Trend</h2>
    <p class="muted">The latest weekly snapshots, all to the same scale.</p>
    ${content}
  </section>`;
}

function describeChange(points: readonly TrendPoint[]): Html {
  const known = points.filter(({ usagePercent }) => usagePercent !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return html`nothing qualified`;
  const now = describePercent(last.usagePercent);
  if (first === last) return html`${now} on <time>${last.day}</time>`;
  const change = (last.usagePercent ?? 0) - (first.usagePercent ?? 0);
  const moved = `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)} points`;
  return html`${now}, ${moved} since <time>${first.day}</time>`;
}
