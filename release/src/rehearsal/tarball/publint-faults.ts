import { readFile } from 'node:fs/promises';
import { publint } from 'publint';
import { formatMessage, formatMessagePath } from 'publint/utils';
import type { Fault } from '../matrix.ts';
import type { Tarball } from './read-tarball.ts';

/** The faults that publint finds in a tarball, with warnings as errors. */
export async function findPublintFaults({ file, source }: Tarball): Promise<readonly Fault[]> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  const tarball = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true, level: 'warning' });
  return messages.map((message) => ({
    place: `${source}/package.json: ${formatMessagePath(message.path) || 'the package'}`,
    found: formatMessage(message, pkg, { color: false, reference: true }) ?? message.code,
    repair: `Follow https://publint.dev/rules#${message.code.toLowerCase()}`,
  }));
}
