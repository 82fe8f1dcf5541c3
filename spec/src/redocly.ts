import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isRecord } from './is-record.ts';

const program = fileURLToPath(new URL('bin/cli.js', import.meta.resolve('@redocly/cli/package.json')));
const config = fileURLToPath(new URL('../redocly.yaml', import.meta.url));

/** Cached by the command and the contents of its files, because the tool takes a second to start. */
const reports = new Map<string, Promise<Record<string, unknown>>>();

/**
 * Runs a command of Redocly's CLI that reports in JSON, offline and without telemetry, and returns its report.
 *
 * @throws Error with the tool's own message when it reports nothing because it could not read its input.
 */
export async function runRedocly(...args: readonly string[]): Promise<Record<string, unknown>> {
  const key = JSON.stringify(await Promise.all(args.map(textOfFile)));
  const report = reports.get(key) ?? reportOf(args);
  reports.set(key, report);
  return await report;
}

/** The contents of a file, or the word itself if it does not name one. */
async function textOfFile(word: string): Promise<string> {
  return await readFile(word, 'utf8').catch(() => word);
}

async function reportOf(args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await run([...args, '--format', 'json', '--config', config]);
  const report = parse(stdout);
  if (!isRecord(report))
    throw new Error(`redocly ${args.join(' ')} gave no report.\n${stdout}${stderr}`.trimEnd());
  return report;
}

async function run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('close', () => resolve());
  });
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  return { stdout, stderr };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: string[] = [];
  stream.setEncoding('utf8');
  for await (const chunk of stream) chunks.push(String(chunk));
  return chunks.join('');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
