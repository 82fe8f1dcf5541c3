import { setTimeout as sleep } from 'node:timers/promises';

import { type Answer, isJson } from '../answer/answer.ts';
import type { Call } from '../call/call.ts';
import { findRoute, type Route } from '../call/route.ts';
import { type FaultName, faultNamed, isWireFault } from '../faults/catalogue.ts';
import type { FaultContext } from '../faults/fault.ts';
import { pageAnswer } from '../page/page-answer.ts';
import { noSuchPath, unexpectedFailure } from '../refusals/api-fault.ts';
import { RefusalError } from '../refusals/refusal-error.ts';
import { withoutSecrets } from '../request-log/recorded-request.ts';
import { admit } from './admit.ts';
import { operate } from './operate.ts';
import type { Services } from './services.ts';

/** Answers one call. Never rejects: whatever goes wrong is an answer too. */
export type Handler = (call: Call) => Promise<Answer>;

export function createHandler(services: Services): Handler {
  const { settings, tracing, switches, log } = services;

  function applyFaults(
    answer: Answer,
    faults: readonly FaultName[],
    call: Call,
    route: Route | undefined,
    at: Date,
  ): Answer {
    const answerAt = (url: URL): Answer => {
      const there = findRoute(url.pathname);
      return answerOrRefusal(() => {
        if (there === undefined) throw noSuchPath();
        return operate({ ...call, url }, there, '', services);
      });
    };
    const context: FaultContext = { call, operation: route?.operation, at, answerAt };
    return faults.reduce((previous, name) => faultNamed(name).apply(previous, context), answer);
  }

  return async (call) => {
    const page = pageAnswer(call, settings.facts);
    if (page !== undefined) return page;
    const at = settings.now();
    const route = findRoute(call.url.pathname);
    const body = route?.operation === 'issueToken' ? await call.readBody() : '';
    let faults: readonly FaultName[] = [];

    const content = answerOrRefusal(() => {
      faults = switches.of(call, route?.operation);
      const contentFaults = faults.filter((name) => !isWireFault(name));
      const plain = answerOrRefusal(() => {
        const admission = admit(call, route, services);
        const answer = operate(call, admission.route, body, services);
        return { ...answer, headers: { ...admission.headers, ...answer.headers } };
      });
      return applyFaults(plain, contentFaults, call, route, at);
    });
    const complete: Answer = {
      ...content,
      headers: { ...tracing.of(call, at), ...content.headers },
      charset: settings.bom && isJson(content) ? 'utf-8-with-bom' : content.charset,
    };
    const answer = applyFaults(complete, faults.filter(isWireFault), call, route, at);

    const request = {
      at,
      method: call.method,
      url: call.url.href,
      operation: route?.operation,
      status: answer.status,
      faults,
      headers: withoutSecrets(call.headers),
    };
    log.add(request);
    settings.onRequest(request);
    if (settings.latencyInMs > 0) await sleep(settings.latencyInMs);
    return answer;
  };
}

function answerOrRefusal(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    return error instanceof RefusalError ? error.answer : unexpectedFailure().answer;
  }
}
