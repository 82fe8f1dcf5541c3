import type { Customer, Facts } from '../facts/facts.ts';
import { usageFields } from '../facts/fields.ts';
import { faultGroups } from '../faults/catalogue.ts';
import type { FaultGroup } from '../faults/fault.ts';

/** A fleet may have more customers than a page can show. */
const maxShown = 100;

const operations = [
  ['listLicensesUsage', '/v1/analytics/commercial/usage/license/', 'Licences usage, filtered and grouped'],
  [
    'getCustomerLicensesUsage',
    '/v1/customers/{customer-id}/analytics/licenses/usage',
    'Licences usage of one customer (superseded)',
  ],
  ['getPartnerLicensesUsage', '/v1/analytics/licenses/usage', 'Licences usage of the partner (superseded)'],
  [
    'listLicensesDeployment',
    '/v1/analytics/commercial/deployment/license/',
    'Licences deployment, filtered and grouped',
  ],
  [
    'getCustomerLicensesDeployment',
    '/v1/customers/{customer-id}/analytics/licenses/deployment',
    'Licences deployment of one customer (superseded)',
  ],
  [
    'getPartnerLicensesDeployment',
    '/v1/analytics/licenses/deployment',
    'Licences deployment of the partner (superseded)',
  ],
  ['listCustomers', '/v1/customers', 'Customers'],
] as const;

interface PageParts {
  readonly style: string;
  readonly script: string;
}

/** The page for people: what is emulated, a form to try it out, and the customers. */
export function renderPage(facts: Facts, { style, script }: PageParts): string {
  const shown = Array.from({ length: Math.min(maxShown, facts.customerCount) }, (_, index) => index);
  const customers = shown.map((index) => facts.customerAt(index));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Partner Center, emulated</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Partner Center, emulated</h1>
<p>A stand-in for its licence-usage and licence-deployment operations. Nothing here is real, and nothing leaves this machine.</p>
</header>
<main>
<section aria-labelledby="try-title">
<h2 id="try-title">Try it</h2>
${renderForm(customers, dayOf(facts))}
<h3 id="request-title">Request</h3>
<pre id="request" aria-labelledby="request-title" tabindex="0">Nothing has been sent yet.</pre>
<h3 id="response-title">Response</h3>
<pre id="response" aria-labelledby="response-title" aria-live="polite" tabindex="0">Nothing has been answered yet.</pre>
</section>
<section aria-labelledby="customers-title">
<h2 id="customers-title">Customers</h2>
<p>${shown.length === facts.customerCount ? 'All' : `The first ${shown.length} of`} ${facts.customerCount}, with the number of their usage rows.</p>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Id</th><th scope="col">Rows</th><th scope="col">Usage</th></tr></thead>
<tbody>
${shown.map((index) => renderCustomer(facts.customerAt(index), facts.usageCountOf(index, undefined))).join('\n')}
</tbody>
</table>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** A day that has a snapshot. */
function dayOf(facts: Facts): string {
  const [fact] = facts.customerCount === 0 ? [] : facts.usageOf(0, undefined);
  return fact?.processedDateTime.slice(0, 10) ?? '2018-10-14';
}

function renderForm(customers: readonly Customer[], day: string): string {
  const options = operations.map(
    ([id, path, title]) => `<option value="${id}" data-path="${path}">${title}: ${path}</option>`,
  );
  const choices = customers.map(({ id, name }) => `<option value="${id}">${escapeHtml(name)}</option>`);
  const superseding = 'listLicensesUsage listLicensesDeployment';
  return `<form>
<div class="field"><label for="operation">Operation</label>
<select id="operation" name="operation">${options.join('')}</select></div>
<div class="fields">
<div class="field" data-for="getCustomerLicensesUsage getCustomerLicensesDeployment"><label for="customer">Customer</label>
<select id="customer" name="customer">${choices.join('')}</select></div>
${renderInput('filter', 'Filter', superseding, `workloadCode eq 'EXO' and channel ne 'direct'`)}
${renderInput('groupby', 'Group by', superseding, `${usageFields.names.join(', ')}; for usage only: the workload`)}
${renderInput('processedDateTime', 'Processed on', superseding, `A day, such as ${day}`)}
${renderInput('top', 'Rows in a page (top)', superseding, '1 to 10000')}
${renderInput('skip', 'Rows to leave out (skip)', superseding)}
${renderInput('size', 'Customers in a page (size)', 'listCustomers')}
<div class="field"><label for="token">Token</label>
<input id="token" name="token" value="demo-token" autocomplete="off"></div>
</div>
<details><summary>Faults of this request</summary>
${Object.entries(faultGroups)
  .filter(([title]) => title !== 'Token endpoint')
  .map(([title, group]) => renderFaults(title, group))
  .join('\n')}
</details>
<button>Send</button>
</form>`;
}

function renderInput(name: string, label: string, operation: string, hint = ''): string {
  const described = hint === '' ? '' : ` aria-describedby="${name}-hint"`;
  const small = hint === '' ? '' : `\n<small id="${name}-hint">${escapeHtml(hint)}</small>`;
  return `<div class="field" data-for="${operation}"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" autocomplete="off"${described}>${small}</div>`;
}

function renderFaults(title: string, group: FaultGroup): string {
  const boxes = Object.entries(group).map(
    ([name, { summary }]) =>
      `<div class="fault"><label><input type="checkbox" name="fault" value="${name}"> ${name}</label> <small>${escapeHtml(summary)}</small></div>`,
  );
  return `<fieldset><legend>${title}</legend>\n${boxes.join('\n')}\n</fieldset>`;
}

function renderCustomer({ id, name }: Customer, rows: number): string {
  return `<tr><td dir="auto">${escapeHtml(name)}</td><td><code>${id}</code></td><td>${rows}</td><td><button type="button" data-customer="${id}" aria-label="Show the usage of ${escapeHtml(name)}">Show</button></td></tr>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
