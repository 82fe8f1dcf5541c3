import { type Counts, usagePercent } from '../usage/columns.ts';
import { type Bar, describePercent, drawBarChart } from './charts.ts';
import { Html, type TableColumn, describeCut, html, renderTable } from './html.ts';
import { riskBelowPercent, unusedOf } from './read-usage.ts';
import type { ReportFacts } from './report-facts.ts';

const figures: readonly TableColumn<Counts>[] = [
  { title: 'Active', show: ({ licensesActive }) => licensesActive.toLocaleString('en'), isNumeric: true },
  {
    title: 'Qualified',
    show: ({ licensesQualified }) => licensesQualified.toLocaleString('en'),
    isNumeric: true,
  },
  { title: 'Usage', show: (row) => describePercent(usagePercent(row)), isNumeric: true },
];

/** One column less than the figures above, which leaves room for names. */
const unusedFigures: readonly TableColumn<Counts>[] = [
  { title: 'Unused', show: (row) => unusedOf(row).toLocaleString('en'), isNumeric: true },
  {
    title: 'Active',
    show: ({ licensesActive, licensesQualified }) =>
      `${licensesActive.toLocaleString('en')} of ${licensesQualified.toLocaleString('en')}`,
    isNumeric: true,
  },
  ...figures.slice(-1),
];

/** A chart for people who see it, once for wide and once for narrow screens. The table beside it says the same. */
function renderBars(bars: readonly Bar[], label: string): Html {
  const wide = new Html(drawBarChart(bars, 'wide'));
  const narrow = new Html(drawBarChart(bars, 'narrow'));
  return html`<figure role="img" aria-label="${label}">
    <div class="wide">${wide}</div>
    <div class="narrow">${narrow}</div>
  </figure>`;
}

export function renderWorkloads({ workloads }: ReportFacts): Html {
  const services = [...new Set(workloads.map(({ serviceCode }) => serviceCode))].map((serviceCode) => {
    const rows = workloads.filter((workload) => workload.serviceCode === serviceCode);
    const name = rows[0]?.serviceName ?? serviceCode;
    const bars = rows.map((row) => ({ label: row.workloadName, percent: usagePercent(row) }));
    return html`<h3>${name}</h3>
      <div class="pair">
        ${renderBars(bars, `Usage of ${name} by workload; the table has the figures.`)}${renderTable({
          caption: `${name} by workload`,
          rows,
          columns: [{ title: 'Workload', show: ({ workloadName }) => workloadName }, ...figures],
        })}
      </div>`;
  });
  return html`<section id="workloads" aria-labelledby="workloads-title">
    <h2 id="workloads-title">Usage by service and workload</h2>
    <p class="muted">
      Licences used within 28 days, of the licences that users are entitled to. More than 100 % (▲) is
      possible: trials and licences in a grace period are used without counting as qualified. Where nothing is
      qualified there is no percentage (–). One licence qualifies for several workloads, so workloads are
      never added up.
    </p>
    ${services}
  </section>`;
}

export function renderLeastUsed({ leastUsed }: ReportFacts): Html {
  const { items, total } = leastUsed;
  const bars = items.map((row) => ({
    label: row.productName,
    detail: row.workloadName,
    percent: usagePercent(row),
  }));
  const content =
    total === 0
      ? html`<p>No product has qualified licences.</p>`
      : html`${describeCut(items.length, total)}
          <div class="pair">
            ${renderBars(bars, 'The least used products; the table has the figures.')}${renderTable({
              caption: 'Least used products, lowest usage first',
              rows: items,
              columns: [
                {
                  title: 'Product',
                  show: ({ productName }) => productName,
                  detail: ({ workloadName }) => workloadName,
                },
                ...figures,
              ],
            })}
          </div>`;
  return html`<section id="products" aria-labelledby="products-title">
    <h2 id="products-title">Least used products</h2>
    <p class="muted">Of all products with qualified licences, those of which the smallest share is used.</p>
    ${content}
  </section>`;
}

export function renderAtRisk({ atRisk }: ReportFacts): Html {
  const { items, total } = atRisk;
  const content =
    total === 0
      ? html`<p>No customer uses less than ${riskBelowPercent} % of a workload.</p>`
      : html`${describeCut(items.length, total)}${renderTable({
          caption: 'Customers at risk, most unused licences first',
          rows: items,
          columns: [
            {
              title: 'Customer',
              show: ({ customerName }) => customerName,
              detail: ({ workloadName }) => workloadName,
            },
            ...unusedFigures,
          ],
        })}`;
  return html`<section id="customers" aria-labelledby="customers-title">
    <h2 id="customers-title">Customers at risk</h2>
    <p class="muted">
      Much is qualified and little is active: customers that use less than ${riskBelowPercent} % of a
      workload.
    </p>
    ${content}
  </section>`;
}
