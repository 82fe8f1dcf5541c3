import { createEmulator, documentedCustomerId } from '@licenses-usage/emulator';

export interface Bodies {
  readonly small: Buffer;
  /** A page of a list with this many rows, in parts. The rows are the same on each page and are reused. */
  page(top: number, skip: number, rows: number): readonly Buffer[];
}

const pageSize = 10_000;

/** Gets the bodies from the emulator, without a byte order mark, which some peers can't read. */
export async function createBodies(): Promise<Bodies> {
  const emulator = createEmulator({ customers: 2_000, bom: false });
  const ask = async (path: string) => {
    const response = await emulator.fetch(`http://service${path}`, {
      headers: { authorization: 'Bearer bench' },
    });
    return response.text();
  };
  const small = Buffer.from(await ask(`/v1/customers/${documentedCustomerId}/analytics/licenses/usage`));
  const text = await ask(`/v1/analytics/commercial/usage/license/?top=${pageSize}`);
  const begin = text.indexOf('[');
  const rows = splitRows(text.slice(begin + 1, text.lastIndexOf(']')));
  const rowsOf = new Map<number, Buffer>();
  return {
    small,
    page(top, skip, total) {
      const count = Math.max(0, Math.min(top || pageSize, pageSize, total - skip));
      const known = rowsOf.get(count) ?? Buffer.from(rows.slice(0, count).join(','));
      rowsOf.set(count, known);
      const next = skip + count < total ? `,"@nextLink":"?top=${top}&skip=${skip + count}"` : '';
      return [Buffer.from('{"Value":['), known, Buffer.from(`],"TotalCount":${total}${next}}`)];
    },
  };
}

function splitRows(text: string): readonly string[] {
  const rows: readonly unknown[] = JSON.parse(`[${text}]`);
  if (rows.length !== pageSize) throw new Error(`The emulator wrote ${rows.length} rows.`);
  return rows.map((row) => JSON.stringify(row));
}
