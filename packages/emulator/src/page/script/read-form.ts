/** The request that the form describes. */
export interface TriedRequest {
  readonly operation: string;
  /** Path and query, encoded. */
  readonly address: string;
  readonly customer: string;
  /** The filled fields of the query, by name. */
  readonly query: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  readonly token: string;
}

/** Reads the form. Part of the page's script, so it may not use anything from outside. */
export function readForm(form: HTMLFormElement): TriedRequest {
  const valueOf = (name: string): string => {
    const control = form.elements.namedItem(name);
    const isTyped = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
    return isTyped && !control.closest('[hidden]') ? control.value : '';
  };
  const select = form.elements.namedItem('operation');
  const path = select instanceof HTMLSelectElement ? select.selectedOptions[0]?.dataset['path'] : undefined;
  const query: Record<string, string> = {};
  for (const { name } of form.querySelectorAll<HTMLInputElement>('input[data-parameter]')) {
    const value = valueOf(name);
    if (value !== '') query[name] = value;
  }
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const customer = valueOf('customer').trim();
  return {
    operation: valueOf('operation'),
    address:
      (path ?? '').replace('{customer-id}', () => encodeURIComponent(customer)) +
      (pairs.length === 0 ? '' : `?${pairs.join('&')}`),
    customer,
    query,
    faults: [...form.querySelectorAll<HTMLInputElement>('input[name="fault"]:checked')].map(
      ({ value }) => value,
    ),
    token: valueOf('token'),
  };
}
