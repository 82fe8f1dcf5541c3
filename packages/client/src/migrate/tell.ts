/** Calls a listener. One that throws, or that returns a promise which rejects, must not break what it listens to. */
export function tell<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  if (listener === undefined) return;
  try {
    const returned: unknown = listener(event);
    if (returned instanceof Promise) returned.catch(() => {});
  } catch {
    // Documented at the options: nothing sensible is left to tell it to.
  }
}
