import { readFile } from 'node:fs/promises';

import { findBreaks } from '@licenses-usage/spec/find-breaks';

import type { Description } from '../documents/description.ts';
import type { Interaction } from '../documents/interaction.ts';
import { descriptionFile } from '../documents/load.ts';
import { operationFor } from '../documents/route.ts';
import type { RecordedAnswer } from '../emulator/recorded-answers.ts';
import { answersTo } from '../emulator/answers-to-pact.ts';
import { providerStates } from '../emulator/provider-states.ts';
import { checkBoundaries } from '../gates/boundary.ts';
import { checkExamples } from '../gates/comparator.ts';
import { checkConventions } from '../gates/conventions.ts';
import { checkEmulatorAnswers, checkEmulatorLinks, checkStates } from '../gates/emulator-answers.ts';
import { checkEmulatorParameters } from '../gates/emulator-parameters.ts';
import { checkEmulatorAgainstDescription } from '../gates/emulator-spec.ts';
import { checkDocumentedBodies } from '../gates/examples.ts';
import type { Finding } from '../gates/finding.ts';
import { checkNegatives } from '../gates/negative.ts';
import type { Focus } from '../gates/questions.ts';
import { checkReading } from '../gates/reading.ts';
import { checkRequests } from '../gates/requests.ts';
import { checkStateParameters } from '../gates/state-parameters.ts';
import type { TypeCheck } from '../gates/types.ts';
import { renderCoverage } from '../coverage/render-coverage.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import { affectedInteractions } from '../documents/affected.ts';
import type { Mutation, Subject } from './mutation.ts';

/** The gates, fastest first. */
export const gateNames = [
  'coverage',
  'conventions',
  'examples',
  'emulator/spec',
  'emulator/pact',
  'comparator',
  'reading',
  'requests',
  'negative',
  'boundary',
  'types',
] as const;

export type GateName = (typeof gateNames)[number];

/** The tools of the gates that are shared by all mutations. */
export interface Equipment {
  readonly judge: PactJudge;
  readonly typeCheck: TypeCheck;
  /** The emulator's answers to generated requests. */
  readonly recorded: readonly RecordedAnswer[];
}

type Gates = Readonly<Partial<Record<GateName, () => Promise<readonly Finding[]> | readonly Finding[]>>>;

/** The gates for a mutated document. Each checks only what the mutation can affect. */
export function gatesFor(mutation: Mutation, before: Subject, after: Subject, equipment: Equipment): Gates {
  switch (mutation.document) {
    case 'description':
      return gatesOfDescription(mutation, before, after, equipment);
    case 'pact':
      return gatesOfPact(mutation, after, equipment);
    case 'emulator':
      return gatesOfEmulator(mutation, after, equipment);
  }
}

function gatesOfDescription(
  { place }: Mutation,
  before: Subject,
  after: Subject,
  { judge, typeCheck, recorded }: Equipment,
): Gates {
  const { description } = after;
  const { interactions } = after.pact;
  const affected = affectedInteractions('whole', before.description, description, interactions);
  const asked = affectedInteractions('request', before.description, description, interactions);
  const focusOn = (chosen: readonly Interaction[]): Focus => ({
    interactions: (interaction) => chosen.includes(interaction),
    answers: ({ describedAt }) => describedAt.startsWith(place),
  });
  const answered = recorded.filter(({ operationId, answer }) =>
    affected.some((interaction) => isAbout(interaction, before.description, operationId, answer.status)),
  );
  return {
    conventions: () => checkConventions(description),
    // A changed description may break users without breaking our own compilation.
    types: async () => {
      const breaks = breaksOf(before.description, description);
      return breaks.length > 0 ? breaks : typeCheck.check(description.document);
    },
    comparator: () => checkSome(after, affected),
    requests: () =>
      firstThenRest(asked, (chosen) =>
        checkRequests(after, judge, (interaction) => chosen.includes(interaction)),
      ),
    boundary: () => firstThenRest(affected, (chosen) => checkBoundaries(after, judge, focusOn(chosen))),
    reading: () => firstThenRest(affected, (chosen) => checkReading(after, focusOn(chosen))),
    negative: () =>
      firstThenRest(affected, (chosen) => checkNegatives(after, judge, { focus: focusOn(chosen) })),
    'emulator/spec': async () => [
      ...(answered.length > 0 ? checkEmulatorAgainstDescription(description, answered) : []),
      ...(asked.length > 0 ? await checkEmulatorParameters(description) : []),
    ],
    examples: () => checkDocumentedBodies(description),
  };
}

function breaksOf(before: Description, after: Description): readonly Finding[] {
  return findBreaks(before.document, after.document).map(({ what }) => ({
    place: 'spec/openapi.yaml',
    fault: `Users of the client lose something: ${what}.`,
    repair: 'Bring it back, or rate the change as major.',
  }));
}

/** One finding is enough, so the first interaction is checked before the others. */
async function firstThenRest(
  [first, ...rest]: readonly Interaction[],
  check: (chosen: readonly Interaction[]) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const found = first === undefined ? [] : await check([first]);
  return found.length > 0 ? found : check(rest);
}

function isAbout(
  { request, response }: Interaction,
  description: Description,
  operationId: string,
  status: number,
): boolean {
  return (
    response.status === status &&
    operationFor(description, request.method, request.path)?.operationId === operationId
  );
}

function gatesOfPact(
  { place, interactions: changed = [] }: Mutation,
  after: Subject,
  { judge }: Equipment,
): Gates {
  const chosen = after.pact.interactions.filter(({ description }) => changed.includes(description));
  const path = answerPlace(place);
  const focus: Focus = {
    interactions: (interaction) => chosen.includes(interaction),
    answers: (answer) => path !== undefined && (answer.place === path || answer.place.startsWith(`${path}/`)),
  };
  return {
    comparator: () => checkSome(after, chosen),
    requests: () => checkRequests(after, judge, (interaction) => chosen.includes(interaction)),
    boundary: () => checkBoundaries(after, judge, focus),
    negative: () => checkNegatives(after, judge, { focus }),
    coverage: () => lostCoverage(after),
    'emulator/pact': async () => [
      ...checkStates(after.pact, providerStates),
      ...checkStateParameters(after.pact),
      ...(chosen.length > 0 ? await checkEmulatorAnswers(await answersTo(chosen), judge) : []),
    ],
  };
}

/**
 * Elements that are no longer asserted. `contract:coverage --check` finds them because the committed COVERAGE.md
 * would list them as new.
 */
function lostCoverage(after: Subject): readonly Finding[] {
  const { findings, unasserted } = renderCoverage(after);
  const [, listed = ''] = committedCoverage.split('\n## New');
  const isListed = ({ place }: Finding) => {
    const [operationId = '', ...what] = place.split(' ');
    return listed
      .split('\n')
      .some((row) => row.includes(`\`${what.join(' ')}\``) && row.includes(`\`${operationId}\``));
  };
  return [...findings, ...unasserted.filter((finding) => !isListed(finding))];
}

const committedCoverage = await readFile(new URL('COVERAGE.md', descriptionFile), 'utf8');

/** The place in an answer for a matcher: `$.Value[*].channel` is `/Value/*\/channel`. */
function answerPlace(place: string): string | undefined {
  const [, path] = /response (.*)$/.exec(place) ?? [];
  if (path === undefined || !path.startsWith('$')) return path;
  return path
    .slice(1)
    .replaceAll('[*]', '/*')
    .replaceAll(/\['([^']+)'\]/g, '/$1')
    .replaceAll('.', '/');
}

function gatesOfEmulator({ interactions = [] }: Mutation, after: Subject, { judge }: Equipment): Gates {
  const answers = after.emulator.filter(({ interaction }) => interactions.includes(interaction.description));
  return {
    'emulator/pact': async () => [
      ...checkEmulatorLinks(after.description, answers),
      ...(await checkEmulatorAnswers(answers, judge)),
    ],
    'emulator/spec': () =>
      checkEmulatorAgainstDescription(
        after.description,
        answers.map(({ interaction: { request }, answer: { status, headers, body } }) => ({
          operationId: operationFor(after.description, request.method, request.path)?.operationId ?? '',
          address: request.path,
          answer: { status, headers: new Headers(headers), text: body, body: JSON.parse(body) },
        })),
      ),
  };
}

/** Runs the comparator on the affected interactions, if there are any. */
async function checkSome(
  subject: Subject,
  interactions: readonly Interaction[],
): Promise<readonly Finding[]> {
  if (interactions.length === 0) return [];
  const json = { ...subject.pact.json, interactions: interactions.map((interaction) => interaction.json) };
  return checkExamples({ ...subject, pact: { interactions, json } });
}
