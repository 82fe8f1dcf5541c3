import type { Formats } from './formats.ts';
import { createNames } from './headline.ts';
import { type Html, html } from './html.ts';
import { type CustomerArrival, type Mover, type ReportFacts, type TopOf, cutTo } from './report-facts.ts';
import { renderSection } from './section.ts';
import { type TableColumn, describeCut, foldLong, renderTable } from './table.ts';

/**
 * Renders the customers whose active licences rose or fell since the previous snapshot, and those that came or went.
 */
export function renderMovers(facts: ReportFacts, formats: Formats): Html {
  const { movers } = facts;
  const about = html`Active licences in the latest snapshot, compared with the previous
  snapshot${daysBefore(facts, formats)}.`;
  if (movers === null) {
    const none = html`There is no earlier snapshot to compare with.`;
    return renderSection({ id: 'movers', title: 'What moved', about: none, content: html`` });
  }
  const { top } = facts;
  const [rose, fell] = [cutTo(movers.rose, top), cutTo(movers.fell, top)];
  const [came, went] = [cutTo(movers.came, top), cutTo(movers.went, top)];
  const nameOf = createNames(facts.workloads);
  const describe = (item: Parameters<typeof nameOf>[0]) => nameOf(item);
  const content = html`<div class="pair">
      ${renderMovements('Rose', rose, { none: 'Nobody uses more than before.', formats, describe })}
      ${renderMovements('Fell', fell, { none: 'Nobody uses less than before.', formats, describe })}
    </div>
    <div class="pair">
      ${renderCustomers('New', came, { none: 'No customer is new.', formats })}
      ${renderCustomers('Gone', went, { none: 'No customer is gone.', formats })}
    </div>`;
  return renderSection({ id: 'movers', title: 'What moved', about, content });
}

function daysBefore({ services }: ReportFacts, formats: Formats): Html {
  const days = [...new Set(services.flatMap(({ previousDay }) => previousDay ?? []))].sort();
  return html`${days.map((day, index) => html`${index === 0 ? ', of ' : ' and '}${formats.day(day)}`)}`;
}

interface ListOptions<Item> {
  /** The text for an empty list. */
  readonly none: string;
  /** The noun for the count of folded rows. */
  readonly things: string;
  readonly formats: Formats;
  readonly render: (items: readonly Item[], captionEnd: string) => Html;
}

/** Renders a list below its heading. Long lists are cut or folded. */
function renderList<Item>(
  title: string,
  list: TopOf<Item>,
  { none, things, formats, render }: ListOptions<Item>,
): Html {
  const content =
    list.total === 0
      ? html`<p>${none}</p>`
      : html`${describeCut(list, 'shown', formats)}${foldLong(list.items, things, render, formats)}`;
  return html`<div>
    <h3>${title}</h3>
    ${content}
  </div>`;
}

/** Renders customers whose active licences rose or fell, each with its workload. */
function renderMovements(
  title: string,
  movers: TopOf<Mover>,
  { none, formats, describe }: Words & { readonly describe: (mover: Mover) => string },
): Html {
  const columns: readonly TableColumn<Mover>[] = [
    {
      title: 'Customer',
      show: (mover) =>
        html`<bdi>${mover.customerName}</bdi><span class="detail"><bdi>${describe(mover)}</bdi></span>`,
    },
    { title: 'Before', show: ({ previous }) => formats.count(previous.licensesActive), isNumeric: true },
    { title: 'Now', show: ({ licensesActive }) => formats.count(licensesActive), isNumeric: true },
    {
      title: 'Change',
      show: ({ licensesActive, previous }) =>
        html`<strong>${formats.change(licensesActive - previous.licensesActive)}</strong>`,
      isNumeric: true,
    },
  ];
  return renderList(title, movers, {
    none,
    things: 'customers and workloads',
    formats,
    render: (rows, captionEnd) =>
      renderTable<Mover>({ caption: `${title}${captionEnd}`, groups: [{ rows }], columns }),
  });
}

/** Renders customers that came or went, with their workloads. */
function renderCustomers(title: string, customers: TopOf<CustomerArrival>, { none, formats }: Words): Html {
  const renderItem = ({ customerName, workloads }: CustomerArrival) => {
    const active = workloads.map(
      ({ workloadName, licensesActive, licensesQualified }) =>
        `${workloadName} ${formats.count(licensesActive)} of ${formats.count(licensesQualified)}`,
    );
    return html`<li><bdi>${customerName}</bdi><span class="detail">${active.join(', ')}</span></li>`;
  };
  return renderList(title, customers, {
    none,
    things: 'customers',
    formats,
    render: (items) =>
      html`<ul class="names">
        ${items.map(renderItem)}
      </ul>`,
  });
}

/** The texts and formats of a list. */
type Words = Pick<ListOptions<never>, 'none' | 'formats'>;
