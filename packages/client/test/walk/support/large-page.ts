import type { Answer } from '../../support/client.ts';
import { settled } from '../../support/virtual-clock.ts';
import { wireRow, type EnvelopeFacts } from './usage-page.ts';

/** Rows of 1 kB each: a hundred of them are too large to be read whole. */
export function largeRow(number: number, processedDateTime?: string): object {
  return { ...wireRow(number, processedDateTime), productName: `PRODUCT ${number} ${'x'.repeat(1_000)}` };
}

export function largeText(from: number, to: number, facts: EnvelopeFacts = {}): string {
  const rows = Array.from({ length: to - from }, (_, index) => largeRow(from + index));
  return JSON.stringify({ Value: rows, ...facts });
}

/** A body whose pieces arrive when the test says so. */
export class BodyInPieces {
  readonly answer: Answer;
  readonly cancellations: unknown[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: (reason) => void this.cancellations.push(reason),
    });
    this.answer = () => new Response(body);
  }

  send(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller?.close();
  }

  breakOff(): void {
    this.#controller?.error(new TypeError('terminated'));
  }
}

/** Sends the first bytes of a text, and then the connection breaks. */
export function breaksAfter(text: string, length: number): Answer {
  return () => {
    const pieces = [text.slice(0, length / 2), text.slice(length / 2, length)];
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
      // One in each turn, as from a socket. Otherwise the break would overtake waiting pieces.
      await settled();
      const piece = pieces.shift();
      if (piece === undefined) controller.error(new TypeError('terminated'));
      else controller.enqueue(new TextEncoder().encode(piece));
    };
    return new Response(new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }));
  };
}
