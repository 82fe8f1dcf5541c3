/**
 * Updates the switches and the log of requests once a second while the page is visible. Returns a function that
 * updates them at once. Part of the page's script, so it may not use anything from outside.
 */
export function followState(rows: HTMLElement, note: HTMLElement): () => void {
  const intervalInMs = 1000;
  const maxShown = 100;
  const state = { count: 0, isAsking: false, isAskedAgain: false };

  const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null;
  const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
  const textOf = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';

  const rowOf = (request: Readonly<Record<string, unknown>>): HTMLTableRowElement => {
    const row = document.createElement('tr');
    const status = textOf(request['status']);
    row.className = Number(status) >= 400 ? 'refused' : '';
    const at = textOf(request['at']);
    const asked = `${textOf(request['method'])} ${textOf(request['address'])}`;
    for (const text of [
      at.slice(11, 19),
      status,
      asked,
      textOf(request['operation']),
      textOf(request['faults']),
    ]) {
      row.insertCell().textContent = text;
    }
    return row;
  };

  const show = (answer: unknown): void => {
    if (!isRecord(answer)) return;
    for (const line of listOf(answer['overview'])) {
      const element = document.getElementById(`now-${textOf(line['id'])}`);
      const value = textOf(line['value']);
      if (element !== null && element.textContent !== value) element.textContent = value;
    }
    if (answer['isFresh'] === true) rows.replaceChildren();
    rows.prepend(...listOf(answer['requests']).map(rowOf));
    while (rows.childElementCount > maxShown) rows.lastElementChild?.remove();
    state.count = Number(answer['count']);
    const shown = rows.childElementCount;
    note.textContent =
      shown === state.count ? `${shown} so far, newest first.` : `The newest ${shown} of ${state.count}.`;
  };

  const ask = async (): Promise<void> => {
    if (state.isAsking) {
      state.isAskedAgain = true;
      return;
    }
    state.isAsking = true;
    try {
      const response = await fetch(`/_emulator/state?after=${state.count}`);
      show(await response.json());
    } catch {
      note.textContent = 'The emulator does not answer. Is it still running?';
    }
    state.isAsking = false;
    if (!state.isAskedAgain) return;
    state.isAskedAgain = false;
    await ask();
  };

  setInterval(() => {
    if (document.visibilityState === 'visible') void ask();
  }, intervalInMs);
  void ask();
  return () => void ask();
}
