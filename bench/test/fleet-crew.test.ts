import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCrew, type Crew } from '../src/fleet/crew.ts';

/** Each worker of the program appends a line to the file `started`. */
async function startCrew(program: string): Promise<{ crew: Crew; started: () => Promise<number> }> {
  const folder = await mkdtemp(join(tmpdir(), 'crew-'));
  onTestFinished(() => rm(folder, { recursive: true, maxRetries: 5 }));
  const started = join(folder, 'started');
  const path = join(folder, 'worker.mjs');
  const head = `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(started)}, '.');\n`;
  await writeFile(path, head + program);
  const crew = createCrew(path, {});
  onTestFinished(() => crew.dismiss());
  return { crew, started: async () => (await readFile(started, 'utf8')).length };
}

const works = `process.once('SIGUSR2', () => {}); setInterval(() => {}, 1e6); console.log('ready');`;

test('a worker that ends on its own is replaced, and its successor begins at once', async () => {
  const { crew, started } = await startCrew(
    `process.once('SIGUSR2', () => process.exit(0)); setInterval(() => {}, 1e6); console.log('ready');
     if (JSON.parse(process.argv[2]).beginsAtOnce) process.exit(0);`,
  );
  await crew.hire();
  crew.begin();
  while ((await started()) < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(crew.size()).toBeLessThanOrEqual(1);
});

test('a worker that a signal ends, such as its own second SIGTERM, is a failure and not an endless wait', async () => {
  const { crew } = await startCrew(
    `process.once('SIGUSR2', () => process.kill(process.pid, 'SIGTERM')); setInterval(() => {}, 1e6);
     process.once('SIGTERM', () => setTimeout(() => process.kill(process.pid, 'SIGTERM')));
     console.log('ready');`,
  );
  await crew.hire();
  crew.begin();
  await expect(crew.failure).rejects.toThrow('A worker ended with the signal SIGTERM.');
});

test.each([
  ['process.exit(3)', 'exit code 3'],
  ['process.exit(0)', 'exit code 0'],
  [`process.kill(process.pid, 'SIGKILL')`, 'the signal SIGKILL'],
])('a worker that ends before it is ready, by %s, is a failure', async (program, end) => {
  const { crew } = await startCrew(program);
  await expect(crew.hire()).rejects.toThrow(`A worker ended with ${end} before it was ready.`);
});

test('killed workers are neither replaced nor a failure', async () => {
  const { crew, started } = await startCrew(works);
  await Promise.all([crew.hire(), crew.hire()]);
  await crew.killOne();
  expect(crew.size()).toBe(1);
  await crew.dismiss();
  expect({ size: crew.size(), started: await started() }).toStrictEqual({ size: 0, started: 2 });
  const isFailed = await Promise.race([crew.failure, Promise.resolve(false)]);
  expect(isFailed).toBe(false);
});
