/** Fetches the code that walks over lists. A program that lists nothing never loads it. */
export const loadWalks = () => import('./walks.ts');
