export { type NodeFetch } from './create-fetch-over.ts';
export { createNodeFetch, type NodeFetchOptions } from './create-node-fetch.ts';
