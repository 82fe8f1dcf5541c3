import { describedAnswer } from '../description/described-answer.ts';
import type { Answer, Exchange } from '../service/exchange.ts';
import { outcomeOf } from '../service/findings.ts';
import type { Drift } from './drift.ts';
import type { ShownName } from '../har/shown-name.ts';
import { headerDrift } from './header-drift.ts';
import { schemaDrift } from './schema-drift.ts';

/** Finds the differences between an answer and its description. */
export function findDrift(exchange: Exchange, shownName: ShownName): readonly Drift[] {
  const { question, answer } = exchange;
  if (answer === undefined) return [{ kind: 'status', detail: outcomeOf(exchange) }];
  if (question.seeksAddress && answer.status === 404) return [];

  const { expectedStatus } = question;
  const unexpected = expectedStatus !== undefined && answer.status !== expectedStatus;
  const described = describedAnswer(question.operationId, answer.status);
  if (described === undefined) return [{ kind: 'status', detail: `${answer.status} is not described` }];
  return [
    ...(unexpected
      ? [
          {
            kind: 'status',
            detail: `${answer.status} where the contract promises ${expectedStatus}`,
          } as const,
        ]
      : []),
    ...headerDrift(described.headers, answer.headers, shownName),
    ...bodyDrift(described.bodies, answer, shownName),
  ];
}

function bodyDrift(
  bodies: NonNullable<ReturnType<typeof describedAnswer>>['bodies'],
  answer: Answer,
  shownName: ShownName,
): readonly Drift[] {
  // The only body that may be missing, according to the description's prose. A schema can't express that.
  if (answer.size === 0 && answer.status === 401) return [];
  if (answer.size === 0) return [{ kind: 'body', detail: `the body is empty on ${answer.status}` }];
  if (answer.text === undefined) return [{ kind: 'body', detail: 'the body is not UTF-8' }];
  if (answer.body === undefined) return [{ kind: 'body', detail: `the body is no JSON on ${answer.status}` }];

  const mediaType = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? 'absent';
  const body = bodies[mediaType] ?? Object.values(bodies)[0];
  const drift = body === undefined || body.validate(answer.body) ? [] : (body.validate.errors ?? []);
  const shown = /^[a-z]+\/[a-z0-9.+-]+$/.test(mediaType) ? mediaType : 'of another form';
  return [
    ...(mediaType in bodies
      ? []
      : [
          {
            kind: 'header',
            detail: `Content-Type is ${shown}, described is ${Object.keys(bodies).join(', ')}`,
          } as const,
        ]),
    ...schemaDrift(drift, answer.body, shownName),
  ];
}
