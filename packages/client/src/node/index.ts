export { createNodeFetch, type NodeFetchOptions } from './create-node-fetch.ts';
export { type NodeFetch } from './node-fetch.ts';
