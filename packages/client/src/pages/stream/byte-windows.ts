import { ByteWindow } from './byte-window.ts';

/**
 * Windows for documents that come one after another: what was made for one is large enough for the next. A new one for
 * each would be garbage of the kind that is collected last and costs most. The idle ones are let go when memory is.
 */
export class ByteWindows {
  readonly #idle: WeakRef<ByteWindow>[] = [];

  /** `expected`: how many bytes are likely to come. */
  take(expected: number): ByteWindow {
    let window: ByteWindow | undefined;
    while (window === undefined && this.#idle.length > 0) window = this.#idle.pop()?.deref();
    return window ?? new ByteWindow(expected);
  }

  /** Nobody looks at the window any more. */
  giveBack(window: ByteWindow): void {
    window.empty();
    this.#idle.push(new WeakRef(window));
  }
}
