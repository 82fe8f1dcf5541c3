import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../src/peers/main.ts', import.meta.url));

test.each([
  [['no-such-section'], 'There is no section no-such-section. There are small, page,'],
  [['--write', 'small'], '--write takes a run of all sections'],
])('%j is refused before anything is measured', async (words, said) => {
  const running = promisify(execFile)(process.execPath, [main, ...words]);
  await expect(running).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
});
