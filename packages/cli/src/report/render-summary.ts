import type { Formats } from './formats.ts';
import { type Figure, type HeadlineChange, createNames, headlineOf } from './headline.ts';
import { type Html, html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';

/** Renders the largest change in one sentence, and four figures. */
export function renderSummary(facts: ReportFacts, formats: Formats): Html {
  const headline = headlineOf(facts);
  if (headline === undefined) return html``;
  const nameOf = createNames(facts.workloads);
  const { customers, qualified, share, unused, largest, previousDay } = headline;
  const workload = nameOf(largest);
  const { count } = formats;
  const change = (figure: Figure) => describeChange(figure, formats.change);
  const isOver = unused.now !== null && unused.now < 0;
  return html`<p class="lede">${describeHeadline(headline.change, previousDay, { formats, nameOf })}</p>
    <dl class="figures">
      ${renderFigure('Customers', count(customers.now ?? 0), change(customers), 'with licences')}
      ${renderFigure('Qualified licences', count(qualified.now ?? 0), change(qualified), `of ${workload}, the largest workload`)}
      ${renderFigure('Share active', formats.share(share.now), describeChange(share, formats.points, ' points'), `of the licences of ${workload}`)}
      ${renderFigure(isOver ? 'Active beyond qualified' : 'Unused licences', count(Math.abs(unused.now ?? 0)), change(isOver ? negated(unused) : unused), `of ${workload}`)}
    </dl>`;
}

function negated({ now, previous }: Figure): Figure {
  return { now: now === null ? null : -now, previous: previous === null ? null : -previous };
}

function renderFigure(name: string, value: string, change: string, detail: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd class="value">${value}</dd>
    ${change === '' ? '' : html`<dd class="change">${change}</dd>`}
    <dd class="detail"><bdi>${detail}</bdi></dd>
  </div>`;
}

/** Empty if the change is unknown: the sentence above says why. */
function describeChange({ now, previous }: Figure, format: (value: number) => string, unit = ''): string {
  if (now === null || previous === null) return '';
  return now === previous ? 'unchanged' : `${format(now - previous)}${unit}`;
}

interface Words {
  readonly formats: Formats;
  readonly nameOf: ReturnType<typeof createNames>;
}

function describeHeadline(
  change: HeadlineChange | null,
  previousDay: string | null,
  { formats, nameOf }: Words,
): Html {
  if (change === null) {
    return previousDay === null
      ? html`There is no earlier snapshot to compare with.`
      : html`No workload has changed since ${formats.day(previousDay)}.`;
  }
  const { count, workload, now, previous } = change;
  const what = count === 'licensesActive' ? 'active' : 'qualified';
  const direction = now > previous ? 'more' : 'fewer';
  return html`<strong><bdi>${nameOf(workload)}</bdi> changed most</strong> since
    ${formats.day(change.previousDay)}: ${formats.count(Math.abs(now - previous))} ${direction} ${what}
    licences, now ${formats.count(now)}.`;
}
