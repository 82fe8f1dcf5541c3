import type { Services } from '../services/services.ts';
import { escapeHtml } from './escape-html.ts';
import { overviewOf } from './overview.ts';
import { renderForm } from './render-form.ts';
import { type ServedOperation, servedOperations } from './served-operations.ts';

interface PageAssets {
  readonly style: string;
  readonly script: string;
}

/**
 * Renders the interactive page: the operations, the state of the switches, a form to try a request, and the requests
 * so far.
 */
export function renderPage(services: Services, { style, script }: PageAssets): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Partner Center, emulated</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>Partner Center, emulated</h1>
<p>A stand-in for the licence usage and deployment operations of Microsoft Partner Center. The customers are made up or your own data, and nothing leaves this machine.</p>
<dl aria-label="What is served, as it stands now">
${overviewOf(services)
  .map(({ id, name, value }) => `<div><dt>${name}</dt><dd id="now-${id}">${escapeHtml(value)}</dd></div>`)
  .join('\n')}
</dl>
</header>
<main>
<section class="columns">
<div>
<h2>Operations</h2>
<ul aria-label="Operations">
${servedOperations.map(renderOperation).join('\n')}
</ul>
</div>
<div>
<h2 id="customers-title">Customers</h2>
<div class="field"><label for="search">Find a customer</label>
<input id="search" type="search" autocomplete="off" aria-describedby="found-note search-hint">
<small id="search-hint">A part of the name or domain, or the whole id. A click shows the usage.</small></div>
<p id="found-note" class="muted" role="status"></p>
<ul id="found" aria-label="Customers found"></ul>
</div>
</section>
<section aria-labelledby="try-title">
<h2 id="try-title">Try it</h2>
${renderForm(services.settings)}
<div class="columns">
<div>
${renderPanel('Request', 'request')}
${renderPanel('curl', 'curl')}
${renderPanel('Client', 'client')}
</div>
<div class="panel">
<div class="bar"><h3 id="response-title">Response</h3></div>
<p id="status" role="status" tabindex="-1">Nothing has been sent yet.</p>
<details><summary>Headers</summary><pre id="headers"></pre></details>
<pre id="response" role="region" aria-labelledby="response-title" tabindex="0"></pre>
<p id="cut" class="muted"></p>
</div>
</div>
</section>
<section aria-labelledby="log-title">
<h2 id="log-title">Requests</h2>
<p id="log-note" class="muted"></p>
<table aria-labelledby="log-title">
<thead><tr><th scope="col">Time</th><th scope="col">Status</th><th scope="col">Request</th><th scope="col">Operation</th><th scope="col">Faults</th></tr></thead>
<tbody id="log"></tbody>
</table>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

function renderOperation({ id, summary, path, isSuperseded }: ServedOperation): string {
  return `<li><button type="button" data-operation="${id}"><span>${id}</span><small>${isSuperseded ? 'superseded' : 'current'}</small><small class="path">${summary}</small><code>${path}</code></button></li>`;
}

function renderPanel(title: string, id: string): string {
  return `<div class="panel">
<div class="bar"><h3 id="${id}-title">${title}</h3><button type="button" data-copy="${id}" aria-label="Copy: ${title}">Copy</button></div>
<pre id="${id}" role="region" aria-labelledby="${id}-title" tabindex="0"></pre>
</div>`;
}
