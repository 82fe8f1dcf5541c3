import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { renderParity } from './render-parity.ts';
import { renderTrends } from './render-trends.ts';
import { renderAtRisk, renderLeastUsed, renderWorkloads } from './render-usage.ts';
import type { ReportFacts } from './report-facts.ts';

/** The report as one HTML file that needs nothing else: no script, no font, no picture, no network. */
export function renderPage(facts: ReportFacts): string {
  const asOf = facts.asOf.map(({ serviceName, day }) => html`${serviceName} as of <time>${day}</time>. `);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="robots" content="noindex" />
        <title>Licence usage</title>
        <style>
          ${new Html(pageStyle)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">To the figures</a>
        <header>
          <h1>Licence usage</h1>
          <p class="muted">
            ${asOf}Read from ${facts.service} on
            <time>${facts.createdAt.slice(0, 16).replace('T', ' ')} UTC</time>.
          </p>
          <nav aria-label="Sections">
            <ul>
              <li><a href="#workloads">Services and workloads</a></li>
              <li><a href="#products">Least used products</a></li>
              <li><a href="#customers">Customers at risk</a></li>
              <li><a href="#trend">Trend</a></li>
              <li><a href="#parity">Parity</a></li>
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">
          ${renderWorkloads(facts)} ${renderLeastUsed(facts)} ${renderAtRisk(facts)} ${renderTrends(facts)}
          ${renderParity(facts)}
        </main>
        <footer><p class="muted">Holds names of customers: keep it as confidential as they are.</p></footer>
      </body>
    </html> `;
  return page.text;
}
