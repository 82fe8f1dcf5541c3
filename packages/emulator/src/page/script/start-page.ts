import type { followSearch } from './customer-search.ts';
import type { formatJson } from './format-json.ts';
import type { followState } from './live-state.ts';
import type { readForm } from './read-form.ts';
import type { sendRequest } from './send-request.ts';
import type { writeSnippets } from './snippets.ts';

/**
 * The other functions of the script. They are passed as arguments, because a function that is sent as text can't
 * import anything.
 */
export interface PageParts {
  readonly readForm: typeof readForm;
  readonly writeSnippets: typeof writeSnippets;
  readonly sendRequest: typeof sendRequest;
  readonly formatJson: typeof formatJson;
  readonly followState: typeof followState;
  readonly followSearch: typeof followSearch;
}

/** Starts the page. Data from requests is only ever inserted as text. */
export function startPage(parts: PageParts): void {
  /** A browser needs seconds to lay out more. */
  const maxShownCharacters = 200_000;
  const element = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`The page has no #${id}.`);
    return found;
  };
  const show = (id: string, text: string): void => {
    element(id).textContent = text;
  };
  const form = element('form');
  const operation = element('operation');
  const customer = element('customer');
  const search = element('search');
  if (
    !(form instanceof HTMLFormElement) ||
    !(operation instanceof HTMLSelectElement) ||
    !(customer instanceof HTMLInputElement) ||
    !(search instanceof HTMLInputElement)
  ) {
    return;
  }
  const refreshState = parts.followState(element('log'), element('log-note'));
  const selected = (): HTMLOptionElement | undefined => operation.selectedOptions[0];

  /** Shows the fields of the chosen operation, and the request as it would be sent. */
  const update = (): void => {
    for (const field of document.querySelectorAll<HTMLElement>('[data-for]')) {
      field.hidden = !(field.dataset['for'] ?? '').split(' ').includes(operation.value);
    }
    show('operation-summary', selected()?.dataset['summary'] ?? '');
    const { http, curl, client } = parts.writeSnippets(parts.readForm(form), location.origin);
    show('request', http);
    show('curl', curl);
    show('client', client);
  };

  const send = async (): Promise<void> => {
    update();
    show('status', 'Waiting for the answer…');
    element('status').className = '';
    const answer = await parts.sendRequest(parts.readForm(form));
    const body = parts.formatJson(answer.body);
    show('status', answer.summary);
    element('status').scrollIntoView({ block: 'nearest' });
    element('status').className = answer.isRefusal ? 'refused' : 'answered';
    show('headers', answer.headers);
    show('response', body.slice(0, maxShownCharacters));
    const cut = `The first ${maxShownCharacters.toLocaleString('en')} of ${body.length.toLocaleString('en')} characters.`;
    show('cut', body.length > maxShownCharacters ? cut : '');
    refreshState();
  };

  const choose = (name: string): void => {
    operation.value = name;
    update();
  };

  const copy = async (button: HTMLElement): Promise<void> => {
    const source = element(button.dataset['copy'] ?? '');
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(source.textContent ?? '');
      button.textContent = 'Copied';
    } catch {
      // Browsers allow access to the clipboard only to pages of this machine or over TLS.
      getSelection()?.selectAllChildren(source);
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  };

  parts.followSearch(search, element('found'), element('found-note'), (id) => {
    customer.value = id;
    if (selected()?.dataset['path']?.includes('{customer-id}') !== true) choose('getCustomerLicensesUsage');
    void send();
    element('status').focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  form.addEventListener('input', update);
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const { operation: chosen, copy: copied } = button?.dataset ?? {};
    if (chosen !== undefined) {
      choose(chosen);
      operation.focus();
    }
    if (button && copied !== undefined) void copy(button);
  });
  update();
}
