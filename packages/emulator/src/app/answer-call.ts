import { type Answer, isJson, RefusalError } from '../call/answer.ts';
import { type Call, checkCall } from '../call/call.ts';
import { type RoutedOperation, routeOf } from '../call/routes.ts';
import { type FaultName, faultNamed, isWireFault } from '../faults/catalogue.ts';
import type { FaultContext } from '../faults/fault.ts';
import { checkToken, mfaHeader } from '../identity/check-token.ts';
import { methodNotAllowed, noSuchPath } from '../call/api-faults.ts';
import { operate } from './operate.ts';
import { withoutSecrets } from '../services/request-log.ts';
import type { Services } from '../services/services.ts';

/**
 * Answers one call and logs it. The operation's answer is edited by content faults, gets the headers of every answer,
 * and is then edited by wire faults. A bad call also gets an answer. An error thrown here is a bug in the emulator.
 */
export function answerCall(call: Call, services: Services): Answer {
  const { settings, tracing, switches, log } = services;
  const at = new Date(settings.clock.now());
  let faults: readonly FaultName[] = [];

  const context: FaultContext = { call, at, answerAt: (url) => answerAt(url, call, services) };
  const applied = (answer: Answer, names: readonly FaultName[]): Answer =>
    names.reduce((previous, name) => faultNamed(name).apply(previous, context), answer);

  const content = answerOrRefusal(() => {
    faults = switches.of(call);
    const plain = answerOrRefusal(() => admittedAnswer(call, services));
    return applied(
      plain,
      faults.filter((name) => !isWireFault(name)),
    );
  });
  const complete: Answer = {
    ...content,
    headers: { ...tracing.of(call, at), ...content.headers },
    charset: settings.bom && isJson(content) ? 'utf-8-with-bom' : content.charset,
  };
  const answer = applied(complete, faults.filter(isWireFault));

  const { method, operation } = call;
  const headers = withoutSecrets(call.headers);
  const request = { at, method, url: call.url.href, operation, status: answer.status, faults, headers };
  log.add(request);
  settings.onRequest(request);
  return answer;
}

/** Answers another address of the operation for an admitted caller. */
function answerAt(url: URL, call: Call, services: Services): Answer {
  return answerOrRefusal(() => {
    if (call.operation === undefined) throw noSuchPath();
    return operate({ ...call, url }, call.operation, services);
  });
}

function admittedAnswer(call: Call, services: Services): Answer {
  const { operation, headers } = admit(call, services);
  const answer = operate(call, operation, services);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function answerOrRefusal(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RefusalError) return error.answer;
    throw error;
  }
}

interface Admission {
  readonly operation: RoutedOperation;
  /** The headers that the identity check adds to the answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Checks a call in the order of the real service: the address, then the gateway's limits, then the token.
 * @throws RefusalError when the call is refused.
 */
function admit(call: Call, { throttle, settings }: Services): Admission {
  checkCall(call);
  const { operation } = call;
  if (operation === undefined) throw noSuchPath();
  const { method } = routeOf(operation);
  if (call.method !== method) throw methodNotAllowed(method);
  if (operation === 'issueToken') return { operation, headers: {} };
  throttle.admit(call.pathParameters['customerId']);
  const isMfaCompliant = checkToken(call, operation, settings.tokens, settings.clock);
  return { operation, headers: mfaHeader(call, isMfaCompliant) };
}
