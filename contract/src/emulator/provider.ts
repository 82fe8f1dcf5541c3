import type { ListeningEmulator } from '@licenses-usage/emulator';
import { objectOf } from '../documents/json.ts';
import { createStandIn, type StandInOptions } from './example-service.ts';

/** An emulator at a fixed address whose state can be changed. */
export interface Provider {
  readonly url: string;
  become(options: StandInOptions): Promise<void>;
  /** The token of the second page of the state's customers; empty when there is only one page. */
  continuationToken(): string;
  /** How many requests were answered. */
  answered(): number;
  close(): Promise<void>;
}

export async function createProvider(): Promise<Provider> {
  let answered = 0;
  let token = '';
  const create = (options: StandInOptions) => createStandIn({ ...options, onRequest: () => (answered += 1) });
  let listening: ListeningEmulator = await create({}).listen();
  const { url } = listening;
  const port = Number(new URL(url).port);

  return {
    url,
    async become(options) {
      const emulator = create(options);
      token = await firstContinuationToken(options);
      await listening.close();
      listening = await emulator.listen({ port });
    },
    continuationToken: () => token,
    answered: () => answered,
    close: () => listening.close(),
  };
}

export async function firstContinuationToken(options: StandInOptions): Promise<string> {
  if (options.exampleOf !== undefined) return '';
  const response = await createStandIn(options).fetch('http://emulator/v1/customers?size=1', {
    headers: { Authorization: 'Bearer state-token' },
  });
  const token = objectOf(JSON.parse(await response.text()))['continuationToken'];
  return typeof token === 'string' ? token : '';
}
