import { parse } from 'yaml';
import { isRecord } from '@licenses-usage/spec/is-record';

/** Something to change in a workflow. */
export interface Finding {
  /** The place in the workflow, such as `jobs.check.steps[0]`, or a line. */
  readonly place: string;
  readonly message: string;
}

/** Finds violations of this repository's rules for workflows. */
export function findRuleBreaks(text: string): readonly Finding[] {
  const workflow: unknown = parse(text);
  if (!isRecord(workflow) || !isRecord(workflow['jobs']))
    return [{ place: 'jobs', message: 'There are none.' }];
  const jobs = Object.entries(workflow['jobs']);
  const { permissions } = workflow;
  return [
    ...(isRecord(permissions) && Object.keys(permissions).length === 0
      ? []
      : [{ place: 'permissions', message: 'Write `permissions: {}`; each job says what it needs.' }]),
    ...jobs.flatMap(([name, job]) => findInJob(name, isRecord(job) ? job : {}, jobs)),
    ...findUnpinnedActions(text),
  ];
}

function findInJob(
  name: string,
  job: Readonly<Record<string, unknown>>,
  jobs: readonly (readonly [string, unknown])[],
): readonly Finding[] {
  const place = `jobs.${name}`;
  const { permissions, steps, 'timeout-minutes': timeout } = job;
  const findings: Finding[] = [];
  if (!isRecord(permissions)) {
    findings.push({ place, message: 'Name the permissions that it needs, or `{}`.' });
  } else if (permissions['id-token'] === 'write' && jobs.some(([, other]) => needs(other, name))) {
    findings.push({ place, message: 'Only a last job may have `id-token: write`; another one needs this.' });
  }
  if (typeof timeout !== 'number') findings.push({ place, message: 'Set `timeout-minutes`.' });
  for (const [index, step] of (Array.isArray(steps) ? steps : []).entries()) {
    if (!isRecord(step)) continue;
    const mayPush = isRecord(permissions) && permissions['contents'] === 'write';
    findings.push(...findInStep(`${place}.steps[${index}]`, step, mayPush));
  }
  return findings;
}

function needs(job: unknown, name: string): boolean {
  const needed = isRecord(job) ? job['needs'] : undefined;
  return needed === name || (Array.isArray(needed) && needed.includes(name));
}

function findInStep(
  place: string,
  { run, uses, with: inputs }: Readonly<Record<string, unknown>>,
  mayPush: boolean,
): Finding[] {
  const findings: Finding[] = [];
  if (typeof run === 'string' && run.includes('${{')) {
    findings.push({
      place,
      message: 'Pass expressions to the shell by `env`: what they hold could be a command.',
    });
  }
  if (typeof run === 'string' && /\bnpx\b|\b(?:npm|pnpm) (?:exec|dlx) [^\n]*@/.test(run)) {
    findings.push({
      place,
      message:
        'Run `pnpm` after .github/scripts/install-pnpm.sh: npx fetches a version that nobody has looked at.',
    });
  }
  if (typeof uses === 'string' && uses.startsWith('actions/checkout@')) {
    const keeps = isRecord(inputs) ? inputs['persist-credentials'] : undefined;
    if (keeps !== false && !(keeps === true && mayPush)) {
      const message =
        'Set `persist-credentials: false`; `true` is for a job that pushes, and has `contents: write`.';
      findings.push({ place, message });
    }
  }
  return findings;
}

/** Searched in the text, because the version is in a comment. */
function findUnpinnedActions(text: string): readonly Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const action = /^\s*(?:- )?uses:\s*(.*)$/.exec(line)?.[1];
    if (action === undefined || /^(?:[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+|\.\/.*)$/.test(action)) return [];
    return {
      place: `line ${index + 1}`,
      message: `Pin ${action} by its hash, with the version behind: # v1.2.3`,
    };
  });
}
