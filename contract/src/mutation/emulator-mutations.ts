import type { Answer } from '../answers/answer.ts';
import { expectationOf } from '../answers/expectation.ts';
import { closedSchema } from '../documents/closed-schema.ts';
import { changedAt, isObject, pointerTo, valueAt } from '../documents/json.ts';
import { routeOf } from '../documents/route.ts';
import { shapesAt } from '../documents/shape.ts';
import { validatorOf } from '../documents/validator.ts';
import type { AnswerToPact } from '../emulator/answers-to-pact.ts';
import type { Mutation, Subject } from './mutation.ts';

/** Every small fault that an answer of the emulator can have. Changes that keep it valid are harmless. */
export function emulatorMutations(subject: Subject): readonly Mutation[] {
  const seen = new Set<string>();
  return subject.emulator.flatMap((answered) => {
    const { status, headers, body } = answered.answer;
    const shape = JSON.stringify([
      status,
      answered.interaction.states[0]?.name,
      answered.interaction.request.path,
    ]);
    if (seen.has(shape)) return [];
    seen.add(shape);
    const parsed: unknown = JSON.parse(body);
    return [
      edit(subject, answered, 'status', 'status changed', { ...answered.answer, status: status + 9 }),
      edit(subject, answered, 'header content-type', 'media type changed', {
        ...answered.answer,
        headers: { ...headers, 'content-type': 'text/html' },
      }),
      ...('retry-after' in headers ? [withoutHeader(subject, answered, 'retry-after')] : []),
      ...placesIn(parsed, []).flatMap((keys) => bodyEdits(subject, answered, parsed, keys)),
    ];
  });
}

function bodyEdits(
  subject: Subject,
  answered: AnswerToPact,
  body: unknown,
  keys: readonly string[],
): readonly Mutation[] {
  const name = keys.at(-1) ?? '';
  const place = pointerTo(keys.map((key) => (key === '0' ? '*' : key)));
  const set = (change: string, changed: unknown) =>
    edit(subject, answered, place, change, { ...answered.answer, body: JSON.stringify(changed) });
  const value = valueAt(body, keys);
  const parent = keys.slice(0, -1);
  return [
    set(
      'field dropped',
      changedAt(body, keys, () => undefined),
    ),
    set(
      'field renamed',
      changedAt(body, parent, (object) =>
        Object.fromEntries(
          Object.entries(isObject(object) ? object : {}).map(([key, each]) => [
            key === name ? `${name}Renamed` : key,
            each,
          ]),
        ),
      ),
    ),
    set(
      'field retyped',
      changedAt(body, keys, () => (typeof value === 'string' ? 63 : 'text')),
    ),
    ...(value === null
      ? []
      : [
          set(
            'field made null',
            changedAt(body, keys, () => null),
          ),
        ]),
  ];
}

function withoutHeader(subject: Subject, answered: AnswerToPact, name: string): Mutation {
  const { [name]: _, ...headers } = answered.answer.headers;
  return edit(subject, answered, `header ${name}`, 'header dropped', { ...answered.answer, headers });
}

function edit(
  subject: Subject,
  { interaction, answer: before }: AnswerToPact,
  place: string,
  change: string,
  answer: Answer,
): Mutation {
  return {
    document: 'emulator',
    place: `${interaction.description} ${place}`,
    change,
    isHarmless: isRight(subject, { interaction, answer: before }, answer),
    interactions: [interaction.description],
    apply: ({ emulator, ...others }) => ({
      ...others,
      emulator: emulator.map((each) => (each.interaction === interaction ? { interaction, answer } : each)),
    }),
  };
}

/** Whether the changed answer is still allowed and fully described, and not ruled out by the state. */
function isRight(
  { description }: Subject,
  { interaction, answer: before }: AnswerToPact,
  answer: Answer,
): boolean {
  const { document } = description;
  const route = routeOf(description, interaction);
  if (route === undefined || answer.status !== route.response.status) return false;
  if (answer.headers['content-type'] === 'text/html') return false;
  if (
    route.response.headers.some(({ name, required }) => required && !(name.toLowerCase() in answer.headers))
  ) {
    return false;
  }
  const expectation = expectationOf(document, route, interaction);
  const body: unknown = JSON.parse(answer.body);
  const known = expectation.faultsIn(JSON.parse(before.body));
  const isOfState = expectation.faultsIn(body).every((fault) => known.includes(fault));
  const isNamed = shapesAt(document, route.response.schema).some((shape) =>
    validatorOf(document).isValid(closedSchema(shape), body),
  );
  return isOfState && !expectation.forbids(body) && isNamed;
}

/** Every property of the body; for lists, those of the first item. */
function placesIn(value: unknown, keys: readonly string[]): readonly (readonly string[])[] {
  if (Array.isArray(value))
    return value.slice(0, 1).flatMap((item: unknown) => placesIn(item, [...keys, '0']));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...keys, key], ...placesIn(item, [...keys, key])]);
}
