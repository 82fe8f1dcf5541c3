import type { ClientContext } from '../call/client-context.ts';
import type { FilterField } from '../generated/models.ts';
import type { ListPage } from '../pages/list.ts';
import type { RowsQuery, SeekQuery } from '../pages/list-query.ts';
import { createPagedIterator, type PagedAsyncIterableIterator } from '../pages/paged-iterator.ts';
import type { SeekList } from '../pages/seek-pages.ts';
import type { SkipList } from '../pages/skip-pages.ts';
import type { ListOptions } from '../request-options.ts';

/** Loads the code and the table for lists. A program that uses no list never loads them. */
export const loadLists = () => import('../generated/skip-lists.ts');

type Lists = Awaited<ReturnType<typeof loadLists>>;
type SeekLists = Awaited<ReturnType<Lists['loadSeekLists']>>;

/** Lists rows of the commercial analytics. Their pages are addressed by `skip` or by a link. */
export function listBySkip<Row extends object, Field extends FilterField>(
  client: ClientContext,
  choose: (lists: Lists) => SkipList<NoInfer<Row>, Field>,
  query: RowsQuery<Field, readonly Field[]> = {},
  options?: ListOptions,
): PagedAsyncIterableIterator<Row, ListPage<Row>> {
  return createPagedIterator(async () => {
    const lists = await loadLists();
    return lists.createSkipPages(client, choose(lists), query, options);
  });
}

/** Lists rows whose pages are addressed by a token. */
export function listBySeek<Row>(
  client: ClientContext,
  choose: (lists: SeekLists) => SeekList<Row>,
  query: SeekQuery = {},
  options?: ListOptions,
): PagedAsyncIterableIterator<Row, ListPage<Row>> {
  return createPagedIterator(async () => {
    const lists = await (await loadLists()).loadSeekLists();
    return lists.createSeekPages(client, choose(lists), query, options);
  });
}
