/**
 * Fills the list of customers as the user types, and reports the chosen one. Part of the page's script, so it may not
 * use anything from outside.
 */
export function followSearch(
  field: HTMLInputElement,
  list: HTMLElement,
  note: HTMLElement,
  choose: (id: string) => void,
): void {
  const pauseInMs = 150;
  let timer = 0;
  let asked = 0;

  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;

  const itemOf = (customer: Readonly<Record<string, unknown>>): HTMLLIElement => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    const name = document.createElement('bdi');
    name.textContent = String(customer['name']);
    const id = document.createElement('code');
    id.textContent = String(customer['id']);
    const rows = document.createElement('small');
    rows.textContent = customer['rows'] === 1 ? '1 row' : `${String(customer['rows'])} rows`;
    button.append(name, rows, id);
    button.addEventListener('click', () => choose(String(customer['id'])));
    item.append(button);
    return item;
  };

  const search = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const response = await fetch(`/_emulator/customers?search=${encodeURIComponent(field.value)}`);
    const answer: unknown = await response.json();
    // A later search may already have been answered.
    if (mine !== asked || !isRecord(answer) || !Array.isArray(answer['found'])) return;
    list.replaceChildren(...answer['found'].filter(isRecord).map(itemOf));
    note.textContent = String(answer['summary']);
  };
  const searchSafely = (): void => {
    search().catch(() => {
      note.textContent = 'The emulator does not answer. Is it still running?';
    });
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(searchSafely, pauseInMs);
  });
  searchSafely();
}
