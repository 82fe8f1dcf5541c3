/** Fetches and parses JSON in the way that the library intends. */
export type GetJson = (path: string) => Promise<unknown>;

export interface Candidate {
  /** Reads the usage of one customer; resolves to its number of rows. */
  readonly small: () => Promise<number>;
  /** Reads the whole list and calls back at its first row; resolves to the number of active licences. */
  readonly walk: (onFirstRow: () => void) => Promise<number>;
}

/** Opens a candidate against the service at this address. */
export type Open = (url: string) => Promise<Candidate>;

export const customerId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
export const smallPath = `/v1/customers/${customerId}/analytics/licenses/usage`;
export const listPath = '/v1/analytics/commercial/usage/license/';
export const pageSize = 10_000;
/** The headers of the peers. The client sends five more. */
export const headers = { accept: 'application/json', authorization: 'Bearer bench' };

/** A candidate over a general-purpose client: requests page after page, and keeps none. */
export function overJson(getJson: GetJson): Candidate {
  return {
    small: async () => listIn(await getJson(smallPath), 'items').length,
    async walk(onFirstRow) {
      let [active, skip, total] = [0, 0, Infinity];
      while (skip < total) {
        const page = await getJson(`${listPath}?top=${pageSize}&skip=${skip}`);
        const rows = listIn(page, 'Value');
        if (skip === 0) onFirstRow();
        for (const row of rows) active += numberIn(row, 'licensesActive');
        skip += rows.length;
        total = numberIn(page, 'TotalCount');
      }
      return active;
    },
  };
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list: unknown = Reflect.get(Object(value), name);
  if (!Array.isArray(list)) throw new Error(`The answer has no ${name}.`);
  return list;
}

function numberIn(value: unknown, name: string): number {
  if (typeof value !== 'object' || value === null) throw new Error('A row is no object.');
  const number: unknown = Reflect.get(value, name);
  if (typeof number !== 'number') throw new Error(`There is no number ${name}.`);
  return number;
}
