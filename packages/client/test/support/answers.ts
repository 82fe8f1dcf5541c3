import customerUsage from '@licenses-usage/spec/examples/customer-licenses-usage.json' with { type: 'json' };
import partnerUsage from '@licenses-usage/spec/examples/partner-licenses-usage.json' with { type: 'json' };
import type { Answer } from './client.ts';

type Headers = Readonly<Record<string, string>>;

/** Any customer. */
export const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Headers = {}): Answer {
  return text(JSON.stringify(body), status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** Answers with this text, unchanged. */
export function text(
  body: string | Uint8Array<ArrayBuffer> | null,
  status = 200,
  headers: Headers = {},
): Answer {
  return () => new Response(body, { status, headers });
}

/** The documented answer of `getPartnerLicensesUsage`. */
export const partnerAnswer = json(partnerUsage);

/** The documented answer of `getCustomerLicensesUsage`. */
export const customerAnswer = json(customerUsage);

/** Answers with a status and the gateway's fault. */
export function fault(status: number, headers: Headers = {}): Answer {
  return json({ statusCode: status, message: 'As the test asked.' }, status, headers);
}

/** The connection fails before any answer. */
export function breaks(error: unknown = new TypeError('fetch failed')): Answer {
  return async () => {
    throw error;
  };
}

/** A promise that resolves once it is opened. */
export function createGate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

/** Answers once it is opened. */
export function gate(answer: Answer): { readonly answer: Answer; readonly open: () => void } {
  const { promise, open } = createGate();
  return {
    answer: async (request, number) => {
      await promise;
      return answer(request, number);
    },
    open,
  };
}

/** Never answers, and ignores the request's abort. */
export const silence: Answer = () => new Promise(() => {});

/** A body that begins and never ends. `isOpen` until someone cancels it. */
export class UnendingBody {
  isOpen = false;
  cancelledWith: unknown;
  readonly answer: Answer;

  constructor(begin = '{"totalCount":', status = 200, headers: Headers = {}) {
    this.answer = () => {
      this.isOpen = true;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode(begin)),
        cancel: (reason) => {
          this.isOpen = false;
          this.cancelledWith = reason;
        },
      });
      return new Response(body, { status, headers });
    };
  }
}

/** The connection breaks in the middle of the body. */
export function breaksInBody(status = 200, headers: Headers = {}): Answer {
  return () => {
    const chunks = [new TextEncoder().encode('{"totalCount":')];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.error(new TypeError('terminated'));
        else controller.enqueue(chunk);
      },
    });
    return new Response(body, { status, headers });
  };
}
