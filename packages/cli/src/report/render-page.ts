import type { Accent } from './accent.ts';
import type { Formats } from './formats.ts';
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { renderMovers } from './render-movers.ts';
import { renderParity } from './render-parity.ts';
import { renderSummary } from './render-summary.ts';
import { renderTrends } from './render-trends.ts';
import { renderAtRisk, renderProducts, renderWorkloads } from './render-usage.ts';
import type { ReportFacts } from './report-facts.ts';

/** The look of a report. */
export interface PageLook {
  readonly title: string;
  /** The text above the title. */
  readonly partnerName: string | undefined;
  readonly accent: Accent;
  readonly formats: Formats;
}

/** Renders the report as one self-contained HTML file, without scripts, fonts, images or network access. */
export function renderPage(facts: ReportFacts, { title, partnerName, accent, formats }: PageLook): string {
  const days = facts.services.map(
    ({ serviceName, day }) => html`<span><bdi>${serviceName}</bdi> as of ${formats.day(day)}</span> `,
  );
  const partner = partnerName === undefined ? '' : html`<p class="partner"><bdi>${partnerName}</bdi></p>`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="robots" content="noindex" />
        <title>${title}${partnerName === undefined ? '' : ` · ${partnerName}`}</title>
        <style>
          ${new Html(pageStyle(accent))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">To the figures</a>
        <header>
          ${partner}
          <h1><bdi>${title}</bdi></h1>
          <p class="days">${days}</p>
        </header>
        <main id="main" tabindex="-1">
          ${renderSummary(facts, formats)}
          <nav aria-label="Sections">
            <ul>
              <li><a href="#workloads">Workloads</a></li>
              <li><a href="#movers">What moved</a></li>
              <li><a href="#customers">Customers at risk</a></li>
              <li><a href="#products">Products</a></li>
              <li><a href="#trend">Trend</a></li>
              ${facts.parity === null ? '' : html`<li><a href="#parity">Old and new figures</a></li>`}
            </ul>
          </nav>
          ${renderWorkloads(facts, formats)} ${renderMovers(facts, formats)} ${renderAtRisk(facts, formats)}
          ${renderProducts(facts, formats)} ${renderTrends(facts, formats)} ${renderParity(facts, formats)}
        </main>
        <footer>
          <h2>How to read this</h2>
          <dl>
            <div>
              <dt>Active</dt>
              <dd>Licences that were used in the last 28 days.</dd>
            </div>
            <div>
              <dt>Qualified</dt>
              <dd>
                Licences whose users are entitled to the workload. One licence qualifies for several
                workloads.
              </dd>
            </div>
            <div>
              <dt>Share</dt>
              <dd>
                Active licences as a percentage of qualified ones. ▲ means above 100 %: licences of trials and
                in a grace period are used but don’t count as qualified. The notch in the bar marks 100 %. –
                means that nothing is qualified, which is not 0 %.
              </dd>
            </div>
            <div>
              <dt>Unused</dt>
              <dd>Qualified minus active licences. “over” means that more are active.</dd>
            </div>
          </dl>
          <p>
            Read from ${facts.source} on ${formats.moment(facts.createdAt)}. Contains names of customers:
            treat it as confidential.
          </p>
        </footer>
      </body>
    </html> `;
  return page.text;
}
