import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../run-command.ts';
import { createProject } from '../fresh-project.ts';
import { readFirstExample } from '../readme-example.ts';
import { findFreePort, untilAnswering } from '../registry.ts';
import { tarballOf, type Stage } from '../stage.ts';
import { viteVersion } from '../supported.ts';

const chromium = '/usr/bin/chromium';
const headless = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=30000', '--dump-dom'];

/** Bundles the first example of the client's README with Vite and runs it in Chromium. */
export async function rehearseBrowser(stage: Stage): Promise<void> {
  const project = join(stage.workshop, 'browser');
  const versions = stage.tarballs.map(({ name, version }) => [name, `^${version}`]);
  const row = {
    part: 'browser',
    version: `Vite ${viteVersion}`,
    place: 'packages/client: in a page',
    repair: 'Find out what of the client only Node has.',
  } as const;
  const isBuilt = await stage.matrix.run({
    ...row,
    subject: '@licenses-usage/client: bundle of the first example',
    attempt: async () => {
      await createProject(project, stage.registry, { ...Object.fromEntries(versions), vite: viteVersion }, [
        'browser',
      ]);
      const example = await readFirstExample(tarballOf(stage, 'packages/client').folder);
      await writeFile(join(project, 'example.mjs'), example);
      await runCommand({ cwd: project }, 'node_modules/.bin/vite', 'build');
    },
  });
  if (!isBuilt) return;
  await stage.matrix.run({
    ...row,
    subject: '@licenses-usage/client: first example in Chromium',
    attempt: () => openPage(project),
  });
}

async function openPage(project: string): Promise<void> {
  await access(chromium).catch(() => {
    throw new Error(`There is no ${chromium}. Install it: apt-get install -y chromium`);
  });
  const port = await findFreePort();
  const args = ['preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort'];
  const server = spawn('node_modules/.bin/vite', args, { cwd: project, stdio: 'ignore' });
  const ended = once(server, 'exit');
  try {
    const url = `http://127.0.0.1:${port}/`;
    await untilAnswering(url, () => server.exitCode !== null);
    const page = await runCommand({ cwd: project }, chromium, ...headless, url);
    if (!/<output>[1-9]\d* lines, done<\/output>/.test(page)) throw new Error(`The page shows: ${page}`);
  } finally {
    server.kill();
    await ended;
  }
}
