import { type Answer, isJson } from '../answer/answer.ts';
import type { Call } from '../call/call.ts';
import { checkCall } from '../call/check-call.ts';
import { findRoute, type OperationId, type Route } from '../call/route.ts';
import { checkToken } from '../identity/check-token.ts';
import type { OperationContext } from '../operations/context.ts';
import { getCustomerLicensesUsage } from '../operations/get-customer-licenses-usage.ts';
import { getPartnerLicensesUsage } from '../operations/get-partner-licenses-usage.ts';
import { listCustomers } from '../operations/list-customers.ts';
import { listLicensesUsage } from '../operations/list-licenses-usage.ts';
import { methodNotAllowed, noSuchPath, unexpectedFailure } from '../refusals/api-fault.ts';
import { RefusalError } from '../refusals/refusal-error.ts';
import { recordRequest } from '../request-log/recorded-request.ts';
import type { RequestLog } from '../request-log/request-log.ts';
import type { Settings } from '../settings.ts';
import type { TracingHeaders } from '../tracing/tracing-headers.ts';

/** Answers one call. Never rejects: whatever goes wrong is an answer too. */
export type Handler = (call: Call) => Promise<Answer>;

const operations: Readonly<Record<OperationId, (context: OperationContext) => Answer>> = {
  getCustomerLicensesUsage,
  getPartnerLicensesUsage,
  listLicensesUsage,
  listCustomers,
};

export function createHandler(settings: Settings, tracing: TracingHeaders, log: RequestLog): Handler {
  function answerRoute(call: Call, route: Route | undefined): Answer {
    checkCall(call);
    if (route === undefined) throw noSuchPath();
    if (call.method !== route.method) throw methodNotAllowed(route.method);
    checkToken(call);
    return operations[route.operation]({
      call,
      facts: settings.facts,
      pathValues: route.values.map(decodeURIComponent),
    });
  }

  return async (call) => {
    const route = findRoute(call.url.pathname);
    const answer = answerOrRefuse(() => answerRoute(call, route));
    log.add(recordRequest(call, route?.operation, answer.status));
    return {
      ...answer,
      headers: { ...tracing.of(call), ...answer.headers },
      charset: settings.bom && isJson(answer) ? 'utf-8-with-bom' : answer.charset,
    };
  };
}

function answerOrRefuse(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    return error instanceof RefusalError ? error.answer : unexpectedFailure().answer;
  }
}
