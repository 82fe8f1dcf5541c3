/**
 * Checks the API description against its own conventions.
 *
 *     node src/check-conventions.ts
 *
 * Exits with 1 when its texts, its examples and its schemas disagree.
 */
import { readFile } from 'node:fs/promises';

import { parse } from 'yaml';

import { findBreaches } from './conventions/find-breaches.ts';
import { isRecord } from './is-record.ts';

const text = await readFile(new URL('../openapi.yaml', import.meta.url), 'utf8');
const description: unknown = parse(text, { maxAliasCount: -1 });
if (!isRecord(description)) throw new Error('spec/openapi.yaml holds no object.');
const findings = findBreaches(description);
for (const { place, fault } of findings) console.error(`spec/openapi.yaml ${place}: ${fault}`);
if (findings.length > 0) process.exitCode = 1;
else console.log('The words, the examples and the schemas of the API description agree.');
