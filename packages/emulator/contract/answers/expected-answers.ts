import type { Interaction } from '../documents/interaction.ts';
import type { JsonObject } from '../documents/json.ts';
import type { Route } from '../documents/route.ts';
import type { Answer } from './answer.ts';
import { expectationOf } from './expectation.ts';
import { headersOf, headVariations } from './headers.ts';
import { variationsOf } from './variations.ts';

/** An answer with what the description says about it. */
export interface ExpectedAnswer {
  readonly place: string;
  readonly describedAt: string;
  readonly kind: string;
  /** What differs from a plain answer, in words. */
  readonly change: string;
  readonly isRequired: boolean;
  /** `allowed` when it may come in the interaction's state, `forbidden` when it may come in none. */
  readonly verdict: 'allowed' | 'forbidden';
  readonly answer: Answer;
}

/** The plain answers first, then everything next to a border, on either side of it. */
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
