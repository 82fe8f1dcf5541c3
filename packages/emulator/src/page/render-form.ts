import { usageFields } from '../facts/fields.ts';
import { faultGroups } from '../faults/catalogue.ts';
import type { FaultGroup } from '../faults/fault.ts';
import { operations } from '../generated/operations.ts';
import { issueUserToken } from '../identity/token-endpoint.ts';
import type { Settings } from '../settings.ts';
import { escapeHtml } from './escape-html.ts';
import { servedOperations } from './served-operations.ts';

interface Field {
  readonly label: string;
  readonly hint?: string;
  readonly attributes?: string;
  readonly isLong?: boolean;
}

/** The parameters that the page knows, in its order. A new one in the description has its name as the label. */
const fieldsWith = (day: string | undefined): Readonly<Record<string, Field>> => ({
  filter: { label: 'Filter', hint: `workloadCode eq 'EXO' and channel ne 'direct'`, isLong: true },
  groupby: {
    label: 'Group by',
    hint: `${usageFields.names.join(', ')}; for usage only: the workload`,
    isLong: true,
  },
  processedDateTime: {
    label: 'Processed on',
    hint: day === undefined ? '' : `The day of a snapshot, such as ${day}`,
    attributes: 'list="days"',
  },
  top: {
    label: 'Rows in a page (top)',
    hint: `1 to ${operations.listLicensesUsage.query['top']?.maximum}`,
    attributes: 'inputmode="numeric"',
  },
  skip: { label: 'Rows to leave out (skip)', attributes: 'inputmode="numeric"' },
  size: { label: 'Customers in a page (size)', hint: '1 to 500', attributes: 'inputmode="numeric"' },
});

const maxSuggestedDays = 104;

/** The form for one request. A field applies to the operations named in its `data-for`. */
export function renderForm({ facts, tokens, clock }: Settings): string {
  const options = servedOperations.map(
    ({ id, path, summary, isSuperseded }) =>
      `<option value="${id}" data-path="${path}" data-summary="${summary}${isSuperseded ? ' (superseded)' : ''}">${id}</option>`,
  );
  const days = [...new Set(facts.snapshots.flatMap((snapshots) => snapshots.days))].sort().toReversed();
  const firstCustomer = facts.customerCount === 0 ? '' : facts.customerAt(0).id;
  const fields = fieldsWith(days[0]);
  const parameters = [
    ...new Set([...Object.keys(fields), ...servedOperations.flatMap((operation) => operation.parameters)]),
  ];
  const token = tokens.requireIssued === true ? issueUserToken({ options: tokens, clock }) : 'demo-token';
  return `<form id="form">
<div class="fields">
<div class="field"><label for="operation">Operation</label>
<select id="operation" name="operation" aria-describedby="operation-summary">${options.join('')}</select>
<small id="operation-summary"></small></div>
<div class="field"><label for="token">Token</label>
<input id="token" name="token" value="${token}" autocomplete="off" spellcheck="false" aria-describedby="token-hint">
<small id="token-hint">Sent, but not shown: the snippets read it from ACCESS_TOKEN.</small></div>
<div class="field" data-for="${idsWith(({ takesCustomer }) => takesCustomer)}"><label for="customer">Customer id</label>
<input id="customer" name="customer" value="${firstCustomer}" autocomplete="off" spellcheck="false"></div>
${parameters.map((name) => renderInput(name, fields[name] ?? { label: name })).join('\n')}
</div>
<datalist id="days">${days
    .slice(0, maxSuggestedDays)
    .map((day) => `<option value="${day}">`)
    .join('')}</datalist>
<details><summary>Faults of this request</summary>
${Object.entries(faultGroups)
  .filter(([title]) => title !== 'Token endpoint')
  .map(([title, group]) => renderFaults(title, group))
  .join('\n')}
</details>
<button class="send">Send</button>
</form>`;
}

function idsWith(applies: (operation: (typeof servedOperations)[number]) => boolean): string {
  return servedOperations
    .filter(applies)
    .map(({ id }) => id)
    .join(' ');
}

function renderInput(name: string, { label, hint = '', attributes = '', isLong = false }: Field): string {
  const described = hint === '' ? '' : ` aria-describedby="${name}-hint"`;
  const small = hint === '' ? '' : `\n<small id="${name}-hint">${escapeHtml(hint)}</small>`;
  return `<div class="field${isLong ? ' long' : ''}" data-for="${idsWith((operation) => operation.parameters.includes(name))}"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" data-parameter autocomplete="off" spellcheck="false" ${attributes}${described}>${small}</div>`;
}

function renderFaults(title: string, group: FaultGroup): string {
  const boxes = Object.entries(group).map(
    ([name, { summary }]) =>
      `<div class="fault"><input type="checkbox" name="fault" id="fault-${name}" value="${name}" aria-describedby="fault-${name}-hint"><label for="fault-${name}">${name}</label><small id="fault-${name}-hint">${escapeHtml(summary)}</small></div>`,
  );
  return `<fieldset><legend>${title}</legend>\n${boxes.join('\n')}\n</fieldset>`;
}
