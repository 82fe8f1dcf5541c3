import { candidatesFor } from '../answers/candidates.ts';
import { expectedAnswers } from '../answers/expected-answers.ts';
import type { Answer } from '../answers/answer.ts';
import type { Parameter } from '../documents/description.ts';
import type { Interaction } from '../documents/interaction.ts';
import { type JsonObject, objectOf } from '../documents/json.ts';
import type { Documents } from '../documents/load.ts';
import { type Route, routeOf } from '../documents/route.ts';
import { shapesAt } from '../documents/shape.ts';
import { refTo, validatorOf } from '../documents/validator.ts';
import { readByClient } from '../judges/client-judge.ts';
import type { PactJudge } from '../judges/pact-judge.ts';
import type { Finding } from './finding.ts';

/**
 * The pact contains the requests that the client sends, and no request that the description forbids.
 *
 * Pact matches the headers of requests and of answers by the same rules, so the verifier can judge requests too: it
 * receives the headers and the query of a request as the headers of an answer.
 */
export async function checkRequests(
  documents: Documents,
  judge: PactJudge,
  chosen: (interaction: Interaction) => boolean = () => true,
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    documents.pact.interactions.filter(chosen).map(async (interaction) => {
      const route = routeOf(documents.description, interaction);
      if (route === undefined) return [];
      const sent = await requestOf(documents, interaction, route);
      if (sent === undefined) return [notSent(interaction, 'The client sends no such request')];
      const { document } = documents.description;
      return [
        ...(await faultsOfSent(interaction, sent, judge)),
        ...(
          await Promise.all([
            ...route.operation.parameters.map((parameter) =>
              weakness(document, interaction, parameter, judge),
            ),
            weaknessOfToken(interaction, judge),
          ])
        ).flat(),
      ];
    }),
  );
  return found.flat();
}

/** Generated ids are equivalent, so only one is checked. */
const anId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The client's request for an interaction; for a second page, after it has received the first. */
async function requestOf(
  documents: Documents,
  interaction: Interaction,
  route: Route,
): Promise<Sent | undefined> {
  const { operationId } = route.operation;
  const before =
    'seekOperation' in interaction.request.query ? firstPageOf(documents, interaction) : undefined;
  const answers = [before, interaction].flatMap((each) => {
    const [plain] = each === undefined ? [] : expectedAnswers(documents.description.document, route, each);
    return plain === undefined ? [] : [withExample(plain.answer, each)];
  });
  const { requests } = await readByClient(operationId, interaction.request, answers);
  const request = requests[answers.length - 1];
  if (request === undefined) return undefined;
  const url = new URL(request.url);
  const values = [
    ...[...request.headers].map(
      ([name, value]) => [name, anId.test(value) ? '00000000-0000-4000-8000-000000000000' : value] as const,
    ),
    ...[...url.searchParams].map(([name, value]) => [inQuery(name), encodeURIComponent(value)] as const),
  ];
  return { method: request.method, path: url.pathname, values: Object.fromEntries(values) };
}

function firstPageOf({ pact }: Documents, { states }: Interaction): Interaction | undefined {
  const [state] = states;
  return pact.interactions.find(
    (other) => other.states[0]?.name === state?.name && !('seekOperation' in other.request.query),
  );
}

/** The example rather than the description's own values, because the second request contains its token. */
function withExample(answer: Answer, interaction: Interaction | undefined): Answer {
  return { ...answer, body: JSON.stringify(interaction?.response.body) };
}

const inQuery = (name: string) => `X-Query-${name}`;

async function faultsOfSent(
  interaction: Interaction,
  sent: Sent,
  judge: PactJudge,
): Promise<readonly Finding[]> {
  const { method, path, query } = interaction.request;
  if (sent.method !== method || sent.path !== path) {
    return [
      notSent(interaction, `The client sends ${sent.method} ${sent.path}, the pact has ${method} ${path}`),
    ];
  }
  const extra = Object.keys(sent.values).find(
    (name) => name.startsWith(inQuery('')) && !Object.keys(query).some((known) => inQuery(known) === name),
  );
  if (extra !== undefined)
    return [notSent(interaction, `The client sends ${extra.slice(inQuery('').length)} too`)];
  const mismatches = await judge.judge({
    response: asResponse(interaction.request),
    answer: asAnswer(sent.values),
  });
  return mismatches.map((mismatch) =>
    notSent(interaction, `The pact refuses the client's request: ${mismatch}`),
  );
}

function notSent({ description }: Interaction, fault: string): Finding {
  return {
    place: `${description}, request`,
    fault: `${fault}.`,
    repair: 'Correct the request in packages/client/test/contract and update the pact.',
  };
}

/** Header values that the description forbids but the pact accepts. */
async function weakness(
  document: JsonObject,
  interaction: Interaction,
  parameter: Parameter,
  judge: PactJudge,
): Promise<readonly Finding[]> {
  const { name, schema } = parameter;
  const [shape] = shapesAt(document, schema);
  const isAsked = parameter.in === 'header' && name in interaction.request.headers;
  if (shape === undefined || !isAsked) return [];
  const forbidden = candidatesFor(shape, undefined)
    .map(({ text }) => String(JSON.parse(text)))
    .filter((value) => /^[!-~]+$/.test(value) && !validatorOf(document).isValid(refTo(schema), value));
  const accepted = await acceptedOf(forbidden, name, interaction, judge);
  return accepted.map((value) => ({
    place: `${interaction.description}, request header ${name}`,
    fault: `The description forbids "${value}", the pact accepts it.`,
    repair: 'Tighten the matcher in packages/client/test/contract/support/contract.ts.',
  }));
}

/** Values that the security schemes of the description rule out, which are all bearer tokens. */
const noBearerTokens = ['Basic dXNlcjpwYXNzd29yZA==', 'Bearer', 'token'];

async function weaknessOfToken(interaction: Interaction, judge: PactJudge): Promise<readonly Finding[]> {
  const accepted = await acceptedOf(noBearerTokens, 'Authorization', interaction, judge);
  return accepted.map((value) => ({
    place: `${interaction.description}, request header Authorization`,
    fault: `"${value}" is no bearer token, the pact accepts it.`,
    repair: 'Tighten the matcher in packages/client/test/contract/support/contract.ts.',
  }));
}

/** The values that the pact accepts in a header. */
async function acceptedOf(
  values: readonly string[],
  name: string,
  interaction: Interaction,
  judge: PactJudge,
): Promise<readonly string[]> {
  const { headers, matchingRules } = interaction.request;
  const rules = objectOf(matchingRules['header']);
  const alone = {
    ...interaction.request,
    headers: { [name]: headers[name] ?? [] },
    query: {},
    matchingRules: { header: name in rules ? { [name]: rules[name] } : {} },
  };
  const accepted = await Promise.all(
    values.map(async (value) => {
      const answer = asAnswer({ [name]: value });
      const refusals = await judge.judge({ response: asResponse(alone), answer });
      return refusals.length > 0 ? [] : [value];
    }),
  );
  return accepted.flat();
}

function asResponse({ headers, query, matchingRules }: Interaction['request']): JsonObject {
  const queryRules = Object.entries(objectOf(matchingRules['query']));
  return {
    status: 200,
    headers: {
      ...headers,
      ...Object.fromEntries(
        Object.entries(query).map(([name, values]) => [inQuery(name), values.map(encodeURIComponent)]),
      ),
    },
    matchingRules: {
      header: {
        ...objectOf(matchingRules['header']),
        ...Object.fromEntries(queryRules.map(([name, rule]) => [inQuery(name), rule])),
      },
    },
  };
}

function asAnswer(values: Readonly<Record<string, string>>): Answer {
  return { status: 200, headers: values, body: '' };
}
