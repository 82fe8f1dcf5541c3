/**
 * The page's script. The function is sent as text, so it may use nothing from outside itself.
 * A field of the form applies to the operations named in its `data-for`.
 */
export function pageScript(): void {
  const giveUpAfterInMs = 10_000;
  const form = document.querySelector('form');
  const operation = document.querySelector('select[name="operation"]');
  const requestView = document.querySelector('#request');
  const responseView = document.querySelector('#response');
  if (
    !form ||
    !(operation instanceof HTMLSelectElement) ||
    !(requestView instanceof HTMLElement) ||
    !(responseView instanceof HTMLElement)
  ) {
    return;
  }

  function showFields(): void {
    for (const field of document.querySelectorAll('[data-for]')) {
      if (!(field instanceof HTMLElement)) continue;
      const operations = field.dataset['for']?.split(' ') ?? [];
      field.hidden = !operations.includes(operation instanceof HTMLSelectElement ? operation.value : '');
    }
  }

  function valueOf(name: string): string {
    const control = form?.elements.namedItem(name);
    const isTyped = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
    return isTyped && !control.closest('[hidden]') ? control.value : '';
  }

  function addressOf(): string {
    const path = operation instanceof HTMLSelectElement ? operation.selectedOptions[0]?.dataset['path'] : '';
    const query = ['filter', 'groupby', 'processedDateTime', 'top', 'skip', 'size']
      .filter((name) => valueOf(name) !== '')
      .map((name) => `${name}=${encodeURIComponent(valueOf(name))}`)
      .join('&');
    return (
      (path ?? '').replace('{customer-id}', encodeURIComponent(valueOf('customer'))) + (query && `?${query}`)
    );
  }

  function headersOf(): Record<string, string> {
    const faults = [...document.querySelectorAll('input[name="fault"]:checked')]
      .map((box) => (box instanceof HTMLInputElement ? box.value : ''))
      .join(', ');
    const token = valueOf('token');
    return {
      Accept: 'application/json',
      ...(token !== '' && { Authorization: `Bearer ${token}` }),
      ...(faults !== '' && { 'X-Emulator-Fault': faults }),
    };
  }

  function readable(body: string): string {
    try {
      return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      return body;
    }
  }

  async function send(): Promise<string> {
    const headers = headersOf();
    const address = addressOf();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    if (requestView) requestView.textContent = [`GET ${address}`, ...lines].join('\n');
    const started = performance.now();
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(giveUpAfterInMs) });
    const body = await response.text();
    const spent = Math.round(performance.now() - started);
    const received = [...response.headers].map(([name, value]) => `${name}: ${value}`);
    return [`${response.status} after ${spent} ms`, ...received, '', readable(body)].join('\n');
  }

  function show(text: string): void {
    if (responseView) responseView.textContent = text;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show('Waiting for the answer…');
    send().then(show, (error: unknown) => show(`There was no answer: ${String(error)}`));
  });
  document.addEventListener('click', (event) => {
    const { target } = event;
    const customer = target instanceof HTMLElement ? target.dataset['customer'] : undefined;
    const choice = form.elements.namedItem('customer');
    if (customer === undefined || !(choice instanceof HTMLSelectElement)) return;
    operation.value = 'getCustomerLicensesUsage';
    choice.value = customer;
    showFields();
    form.requestSubmit();
    responseView.focus();
  });
  operation.addEventListener('change', showFields);
  showFields();
}
