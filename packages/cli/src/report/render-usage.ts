import { riskBelow } from './compare-customers.ts';
import type { Formats } from './formats.ts';
import { createNames } from './headline.ts';
import { type Html, html } from './html.ts';
import { type NamedUsage, type ReportFacts, type WorkloadUsage, cutTo } from './report-facts.ts';
import { renderSection } from './section.ts';
import { describeCut, foldLong } from './table.ts';
import { type UsageRow, renderUsageTable } from './usage-table.ts';

export function renderWorkloads({ workloads, services }: ReportFacts, formats: Formats): Html {
  const rows = workloads.map((workload) => ({
    ...workload,
    name: workload.workloadName,
    detail: workload.serviceName,
    previousActive: workload.previous?.licensesActive ?? null,
  }));
  const hasChange = services.some(({ previousDay }) => previousDay !== null);
  return renderSection({
    id: 'workloads',
    title: 'Workloads',
    about: html`Most unused licences
    first.${hasChange ? ' The change is that of active licences since the previous snapshot.' : ''} One
    licence qualifies for several workloads, so workloads are never added up.`,
    content: renderUsageTable({
      caption: 'Usage by workload',
      title: 'Workload',
      groups: [{ rows }],
      formats,
      hasChange,
    }),
  });
}

export function renderAtRisk(
  { atRisk, customers: all, workloads, top }: ReportFacts,
  formats: Formats,
): Html {
  const nameOf = createNames(workloads);
  const shown = cutTo(atRisk, top);
  const percent = formats.wholeShare(riskBelow);
  const content =
    atRisk.total === 0
      ? html`<p>No customer uses less than ${percent} of a workload.</p>`
      : html`${describeCut(shown, 'customers at risk, those with the most unused licences', formats)}${foldLong(
          shown.items,
          'customers at risk',
          (customers, captionEnd) =>
            renderUsageTable({
              caption: `Usage of customers at risk${captionEnd}`,
              title: 'Customer and workload',
              groups: customers.map((customer) => toGroup(customer, nameOf)),
              formats,
            }),
          formats,
        )}`;
  return renderSection({
    id: 'customers',
    title: 'Customers at risk',
    about: html`${formats.count(atRisk.total)} of ${formats.count(all.now)} customers use less than ${percent}
    of a workload that they have licences for. Only such workloads are listed.`,
    content,
  });
}

/** Products with fewer licences than this are folded, as are those with less than a hundredth of the largest product's. */
const smallBelow = 10;

export function renderProducts({ products, top, workloads }: ReportFacts, formats: Formats): Html {
  const nameOf = createNames(workloads);
  const largest = Math.max(0, ...products.map(sizeOf));
  const least = Math.max(smallBelow, Math.ceil(largest / 100));
  const large = products.filter((product) => sizeOf(product) >= least);
  const small = products.filter((product) => sizeOf(product) < least);
  const shown = { items: large.slice(0, top), total: large.length };
  const table = (caption: string, items: readonly NamedUsage[]) =>
    renderUsageTable({
      caption,
      title: 'Product and workload',
      groups: items.map((product) => toGroup(product, nameOf)),
      formats,
    });
  const others =
    small.length === 0
      ? ''
      : html`<details>
          <summary>
            Others: ${formats.count(small.length)} ${small.length === 1 ? 'product' : 'products'} with fewer
            than ${formats.count(least)} qualified licences
          </summary>
          ${table('Other products', small)}
        </details>`;
  return renderSection({
    id: 'products',
    title: 'Products',
    about: html`Most unused licences first. Each product has all its workloads.`,
    content: html`${describeCut(shown, 'products', formats)}${
      shown.items.length === 0
        ? ''
        : foldLong(shown.items, 'products', (items, end) => table(`Usage by product${end}`, items), formats)
    }${others}`,
  });
}

function sizeOf({ workloads }: NamedUsage): number {
  return Math.max(0, ...workloads.map(({ licensesQualified }) => licensesQualified));
}

function toGroup(
  { name, workloads }: NamedUsage,
  nameOf: (workload: WorkloadUsage) => string,
): { title: string; rows: UsageRow[] } {
  return { title: name, rows: workloads.map((workload) => ({ ...workload, name: nameOf(workload) })) };
}
