import type { Formats } from './formats.ts';
import { type Html, html } from './html.ts';
import { type ReportFacts, type WorkloadTrend, shareOf } from './report-facts.ts';
import { renderSection } from './section.ts';
import { drawSparkline, scaleOf } from './sparkline.ts';
import { renderUsageTable } from './usage-table.ts';

/** Renders a small line chart for each workload, with its own scale, and the figures of all snapshots as a table. */
export function renderTrends({ trends }: ReportFacts, formats: Formats): Html {
  const told = trends.filter(({ points }) => points.length > 0);
  const total = told.reduce((sum, { points }) => sum + points.length, 0);
  if (told.every(({ points }) => points.length === 1)) return renderNoTrend(told.length);
  const content = html`<div class="trends">${told.map((trend) => renderTrend(trend, formats))}</div>
    <details>
      <summary>Figures of all snapshots (${formats.count(total)} rows)</summary>
      ${renderUsageTable({
        caption: 'Usage at each snapshot',
        title: 'Snapshot',
        groups: told.map(({ workloadName, serviceName, points }) => ({
          title: `${workloadName} · ${serviceName}`,
          rows: points.map((point) => ({ ...point, name: point.day })),
        })),
        formats,
      })}
    </details>`;
  return renderSection({
    id: 'trend',
    title: 'Trend',
    about: html`The share of licences that are active. Each line has its own scale, shown beside it.`,
    content,
  });
}

/** With one snapshot, the trend would only repeat the figures of the workloads. */
function renderNoTrend(workloads: number): Html {
  const content =
    workloads === 0
      ? html`<p>There are no snapshots with a day.</p>`
      : html`<p>There is one snapshot of each workload. Its figures are under “Workloads”.</p>`;
  return renderSection({
    id: 'trend',
    title: 'Trend',
    about: html`The share of licences that are active.`,
    content,
  });
}

function renderTrend({ workloadName, serviceName, points }: WorkloadTrend, formats: Formats): Html {
  const shares = points.map((point) => ({ day: point.day, value: shareOf(point) }));
  const known = shares.filter(({ value }) => value !== null);
  const scale = scaleOf(shares);
  const [first, last] = [known[0], known.at(-1)];
  const head = html`<figcaption>
    <bdi>${workloadName}</bdi> <span class="detail"><bdi>${serviceName}</bdi></span>
  </figcaption>`;
  if (scale === undefined || first === undefined || last === undefined) {
    return html`<figure>
      ${head}
      <p class="now">–</p>
      <p class="detail">Nothing is qualified.</p>
    </figure>`;
  }
  if (first === last) {
    return html`<figure>
      ${head}
      <p class="now">${formats.share(last.value)}</p>
      <p class="detail">One snapshot, of ${formats.day(last.day)}.</p>
    </figure>`;
  }
  const change = (last.value ?? 0) - (first.value ?? 0);
  return html`<figure>
    ${head}
    <p class="now">${formats.points(change)} <span>points, to ${formats.share(last.value)}</span></p>
    <div class="plot">
      ${drawSparkline(shares, scale)}<span class="high">${formats.share(scale.high)}</span
      ><span class="low">${formats.share(scale.low)}</span>
    </div>
    <p class="days detail">
      ${formats.day(first.day)}<span aria-hidden="true"> – </span>${formats.day(last.day)}
    </p>
  </figure>`;
}
