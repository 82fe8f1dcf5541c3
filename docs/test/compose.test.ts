import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const docs = fileURLToPath(new URL('..', import.meta.url));

test('the compose file of the guide passes its linter', async () => {
  const words = ['--config', '.dclintrc.yaml', '--max-warnings', '0', 'compose.yaml'];
  await expect(run('node_modules/.bin/dclint', words, { cwd: docs })).resolves.toMatchObject({ stderr: '' });
});
