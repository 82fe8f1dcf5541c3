import { readPact } from '../documents/pact.ts';
import type { Interaction } from '../documents/interaction.ts';
import { arrayOf, changedAt, type JsonObject, objectOf, valueAt } from '../documents/json.ts';
import type { Pact } from '../documents/pact.ts';
import { bodyRuleEdits, headerRuleEdits, type RuleEdit } from './matcher-edits.ts';
import type { Mutation } from './mutation.ts';

/** Every small fault that the pact can have, derived from its contents. */
export function pactMutations({ interactions }: Pact): readonly Mutation[] {
  const [first] = interactions;
  return interactions.flatMap((interaction) => {
    const isFirstOfItsKind =
      interactions.find((other) => promiseOf(other) === promiseOf(interaction)) === interaction;
    return [
      dropped,
      ...requestEdits(interaction),
      // The common request headers are the same everywhere, and rules shared by several answers are one rule.
      ...(interaction === first ? headerRuleEdits(interaction.json, 'request') : []),
      ...(isFirstOfItsKind
        ? [
            ...bodyRuleEdits(interaction),
            ...headerRuleEdits(interaction.json, 'response'),
            ...statusEdits(interaction),
          ]
        : []),
    ].map((edit) => mutationOf(interaction, edit));
  });
}

function promiseOf({ json, request }: Interaction): string {
  return JSON.stringify([json['response'], 'groupby' in request.query]);
}

function mutationOf(interaction: Interaction, { place, change, isHarmless, edit }: RuleEdit): Mutation {
  const { description } = interaction;
  return {
    document: 'pact',
    place: `${description} ${place}`,
    change,
    isHarmless: isHarmless ?? false,
    ...(change !== 'interaction dropped' && { interactions: [description] }),
    apply(subject) {
      const edited = arrayOf(subject.pact.json['interactions']).flatMap((json) => {
        if (objectOf(json)['description'] !== description) return [json];
        const changed = edit(objectOf(json));
        return changed === undefined ? [] : [changed];
      });
      const pact = readPact({ ...subject.pact.json, interactions: edited });
      const emulator = subject.emulator.flatMap((answered) => {
        const promise = pact.interactions.find(
          (each) => each.description === answered.interaction.description,
        );
        return promise === undefined ? [] : [{ ...answered, interaction: promise }];
      });
      return { ...subject, pact, emulator };
    },
  };
}

const dropped: RuleEdit = { place: '', change: 'interaction dropped', edit: () => undefined };

function statusEdits({ response }: Interaction): readonly RuleEdit[] {
  const status = response.status === 200 ? 202 : response.status + 9;
  return [
    {
      place: 'response status',
      change: 'status changed',
      edit: (json) => changedObject(json, ['response', 'status'], () => status),
    },
  ];
}

function requestEdits({ request, json }: Interaction): readonly RuleEdit[] {
  const query = ['request', 'query'];
  return [
    {
      place: 'request path',
      change: 'path changed',
      edit: (old) => changedObject(old, ['request', 'path'], (path) => `${String(path).replace(/\/$/, '')}s`),
    },
    {
      place: 'request method',
      change: 'method changed',
      edit: (old) => changedObject(old, ['request', 'method'], () => 'POST'),
    },
    ...Object.keys(objectOf(valueAt(json, query))).flatMap((name): readonly RuleEdit[] => [
      {
        place: `request query ${name}`,
        change: 'query parameter dropped',
        edit: (old) => changedObject(old, [...query, name], () => undefined),
      },
      {
        place: `request query ${name}`,
        change: 'query parameter renamed',
        edit: (old) =>
          changedObject(old, query, (all) => ({
            ...objectOf(all),
            [name]: undefined,
            [`${name}s`]: objectOf(all)[name],
          })),
      },
      {
        place: `request query ${name}`,
        change: 'query value changed',
        edit: (old) => changedObject(old, [...query, name], () => [`${request.query[name]?.[0] ?? ''}0`]),
      },
    ]),
  ];
}

function changedObject(
  json: JsonObject,
  keys: readonly string[],
  change: (value: unknown) => unknown,
): JsonObject {
  return objectOf(changedAt(json, keys, change));
}
