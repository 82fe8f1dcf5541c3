export { createNodeFetch, type NodeFetch, type NodeFetchOptions } from './create-node-fetch.ts';
