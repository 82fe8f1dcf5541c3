/*
 * What the first list loads. Lists whose pages are addressed by a token have more code, which few programs need. It is
 * loaded from here and not from `list.ts`, so that bundlers keep the code that both kinds share in this chunk.
 */
export * from '../generated/skip-lists.ts';

/** Loads the lists whose pages are addressed by a token. */
export const loadSeekLists = () => import('../generated/seek-lists.ts');
