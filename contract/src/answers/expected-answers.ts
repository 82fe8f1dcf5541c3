import type { Interaction } from '../documents/interaction.ts';
import type { JsonObject } from '../documents/json.ts';
import type { Route } from '../documents/route.ts';
import { shapesAt } from '../documents/shape.ts';
import { refTo, validatorOf } from '../documents/validator.ts';
import type { Answer } from './answer.ts';
import { expectationOf, unknownIn } from './expectation.ts';
import { headersOf, headVariations } from './headers.ts';
import { sample } from './sample.ts';
import { variationsOf } from './variations.ts';

/** An answer with the description's verdict on it. */
export interface ExpectedAnswer {
  readonly place: string;
  readonly describedAt: string;
  readonly kind: string;
  /** The difference from a plain answer, in words. */
  readonly change: string;
  readonly isRequired: boolean;
  /** `allowed` when it is possible in the interaction's state, `forbidden` when it is possible in no state. */
  readonly verdict: 'allowed' | 'forbidden';
  readonly answer: Answer;
}

/** The plain answers first, and then the answers on both sides of every limit. */
export function expectedAnswers(
  document: JsonObject,
  route: Route,
  interaction: Interaction,
): readonly ExpectedAnswer[] {
  const { response } = route;
  const expectation = expectationOf(document, route, interaction);
  const { full, lean, shape } = expectation;
  const { status } = response;
  const plain = { status, headers: headersOf(response, 'full'), body: JSON.stringify(full) };
  const bare = { status, headers: headersOf(response, 'lean'), body: JSON.stringify(lean) };
  const whole = {
    place: '',
    describedAt: shape.at,
    kind: 'plain',
    isRequired: true,
    verdict: 'allowed',
  } as const;
  const bodies = variationsOf(shape, full).map(({ body, ...variation }) => ({
    ...variation,
    answer: { ...plain, body },
    isAllowed: expectation.allows(JSON.parse(body)),
    isForbidden: expectation.forbids(JSON.parse(body)),
  }));
  const heads = headVariations(document, response, plain).map((variation) => ({
    ...variation,
    isForbidden: !variation.isAllowed,
  }));
  return [
    { ...whole, change: 'has everything that is described', answer: plain },
    { ...whole, change: 'has nothing that may be left out', answer: bare },
    ...[...heads, ...bodies].flatMap<ExpectedAnswer>(({ isAllowed, isForbidden, ...variation }) => {
      if (isAllowed) return [{ ...variation, verdict: 'allowed' }];
      return isForbidden ? [{ ...variation, verdict: 'forbidden' }] : [];
    }),
  ];
}

/** The same for the other shapes that the description allows. */
export function alternativeAnswers(
  document: JsonObject,
  { response }: Route,
  taken: Interaction,
): readonly ExpectedAnswer[] {
  const validator = validatorOf(document);
  const { status, schema } = response;
  const head = { status, headers: headersOf(response, 'full') };
  return shapesAt(document, schema)
    .filter((shape) => unknownIn(shape, taken.response.body, '').length > 0)
    .flatMap((shape) => {
      const full = sample(shape, 'full', undefined, validator);
      const plain = {
        place: '',
        describedAt: shape.at,
        kind: 'plain',
        isRequired: true,
        body: JSON.stringify(full),
      };
      return [{ ...plain, change: 'has everything that is described' }, ...variationsOf(shape, full)]
        .filter(({ body }) => validator.isValid(refTo(schema), JSON.parse(body)))
        .map(({ body, ...variation }) => ({
          ...variation,
          change: `${variation.change}, shaped as described at ${shape.at}`,
          verdict: 'allowed' as const,
          answer: { ...head, body },
        }));
    });
}
