import { type Answer, jsonAnswer } from '../call/answer.ts';
import { editBody, editSuccess, faultGroup, isJsonObject, type JsonObject } from './fault.ts';

function renameKeys(body: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [names[key] ?? key, value]));
}

function editDescription(answer: Answer, edit: (description: string) => string): Answer {
  return editBody(answer, (body) =>
    typeof body['description'] === 'string' ? { ...body, description: edit(body['description']) } : body,
  );
}

function editCode(answer: Answer, edit: (code: unknown) => unknown): Answer {
  return editBody(answer, (body) =>
    'code' in body && 'description' in body ? { ...body, code: edit(body['code']) } : body,
  );
}

function isCustomers(items: unknown): items is readonly Customer[] {
  return (
    Array.isArray(items) && items.every((item) => isJsonObject(item) && isJsonObject(item['companyProfile']))
  );
}

type Customer = JsonObject & { readonly companyProfile: JsonObject };

function leanCustomers(body: JsonObject, items: readonly Customer[]): JsonObject {
  const { links } = body;
  const next =
    isJsonObject(links) && isJsonObject(links['next']) ? { next: { uri: links['next']['uri'] } } : {};
  return {
    ...body,
    items: items.map(({ id, companyProfile: { tenantId, domain, companyName } }) => ({
      id,
      companyProfile: { tenantId, domain, companyName },
    })),
    links: next,
  };
}

/** Faults of the envelope around the rows, and of refusals. */
export const envelopeFaults = faultGroup({
  'zero-rows': {
    summary: 'The answer is a success without rows, as on deployment since 2021.',
    apply: (answer) =>
      editSuccess(answer, (body) =>
        'Value' in body
          ? { ...body, Value: [], '@nextLink': null, TotalCount: 0 }
          : 'items' in body
            ? { totalCount: 0, items: [], attributes: { objectType: 'Collection' } }
            : body,
      ),
  },
  'lower-case-envelope': {
    summary: 'The superseding envelope is spelt value, nextLink and totalCount, as in Partner Insights.',
    apply: (answer) =>
      editSuccess(answer, (body) =>
        'Value' in body
          ? renameKeys(body, { Value: 'value', '@nextLink': 'nextLink', TotalCount: 'totalCount' })
          : body,
      ),
  },
  'total-count-last': {
    summary: 'The keys of the envelope are in reverse order.',
    apply: (answer) => editSuccess(answer, (body) => Object.fromEntries(Object.entries(body).toReversed())),
  },
  'no-total-count': {
    summary: 'The superseding envelope has no TotalCount, as in its documented sample.',
    apply: (answer) =>
      editSuccess(answer, (body) =>
        Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'TotalCount')),
      ),
  },
  'lean-customers': {
    summary: 'Customers, and the links between their pages, have only required fields.',
    apply: (answer) =>
      editSuccess(answer, (body) => (isCustomers(body['items']) ? leanCustomers(body, body['items']) : body)),
  },
  'unknown-envelope-fields': {
    summary: 'The envelope has undocumented fields.',
    apply: (answer) => editSuccess(answer, (body) => ({ ...body, dataRedacted: false, message: null })),
  },
  'numeric-error-code': {
    summary: 'The code of a refusal is a number instead of text.',
    apply: (answer) => editCode(answer, Number),
  },
  'zero-error-code': {
    summary: 'The code of a refusal is the number 0.',
    apply: (answer) => editCode(answer, () => 0),
  },
  'html-entities': {
    summary: 'The description of a refusal holds HTML entities.',
    apply: (answer) =>
      editDescription(answer, (description) => `The service&#39;s reason: &quot;${description}&quot;`),
  },
  'fault-in-200': {
    summary: 'The status is 200 and the body is a refusal with code 400072.',
    apply: () =>
      jsonAnswer(
        200,
        JSON.stringify({ code: '400072', description: 'The request failed.', data: [], source: 'PartnerFD' }),
      ),
  },
});
