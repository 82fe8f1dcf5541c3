import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

import { verifyPact } from '../../src/judges/verify-pact.ts';

test('a provider that does not listen is named before the verifier is asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pact-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'pact.json');
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'anything',
    request: { method: 'GET', path: '/' },
    response: { status: 200 },
  };
  await writeFile(
    file,
    JSON.stringify({ consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [interaction] }),
  );
  const verification = verifyPact({
    file: pathToFileURL(file),
    providerUrl: 'http://127.0.0.1:9',
    states: {},
  });
  await expect(verification).rejects.toThrow("doesn't listen at http://127.0.0.1:9");
});
