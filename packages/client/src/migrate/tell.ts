/** Calls a listener. What it throws or rejects with is ignored. */
export function tell<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  if (listener === undefined) return;
  try {
    const returned: unknown = listener(event);
    if (returned instanceof Promise) returned.catch(() => {});
  } catch {
    // Documented at the options.
  }
}
