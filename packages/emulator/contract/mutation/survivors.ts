import type { GateName } from './gates.ts';
import type { Mutation } from './mutation.ts';

/** Mutations that no gate refuses, reviewed: why none has to. */
export interface Survivor {
  readonly document: Mutation['document'];
  readonly place: RegExp;
  readonly change: RegExp;
  readonly reason: string;
}

const schema = (name: string, properties: string): RegExp =>
  new RegExp(`^/components/schemas/${name}/(.*/)?properties/(${properties})$`);
const parameter = (names: string): RegExp => new RegExp(`^/components/parameters/(${names})(/schema)?$`);
const header = (names: string): RegExp => new RegExp(`^/components/headers/(${names})(/schema)?$`);

const tracingHeaders = 'MsRequestId|MsCorrelationId|MsCv|MsServerId';

export const survivors: readonly Survivor[] = [
  ...[
    schema('CustomerLicensesUsageInsights', 'workloadCode|customerId|serviceCode'),
    schema('PartnerLicensesUsageInsights', 'serviceCode'),
    schema('LicensesUsagePage', 'TotalCount'),
    schema('Customer', 'relationshipToPartner'),
    schema('CustomerCollection', 'continuationToken'),
    schema('(Resource|Customer|Partner)\\w*', 'attributes|objectType'),
    schema('ResourceLinks?', 'method|key|self|previous'),
  ].map((place) => ({
    document: 'description' as const,
    place,
    change: /^made nullable$/,
    reason:
      'The client takes null for what is absent or only handed on; the service is not known to send it.',
  })),
  {
    document: 'description',
    place: schema('(ApiFault|AnalyticsFault)', 'data|details|source'),
    change: /^(made nullable|items retyped)$/,
    reason: 'What else a refusal holds is handed on as it came; outer details are empty in every sample.',
  },
  {
    document: 'description',
    place: schema('ExtendedFault', '\\w+'),
    change: /^(made (nullable|optional|required)|format added|maxLength added|retyped)$/,
    reason: 'One sample shows this fault, with a number for its code; the client tells it by its status.',
  },
  {
    document: 'description',
    place: /\/responses\/\w+\/content\/.*\/anyOf\/\d$/,
    change: /^alternative removed$/,
    reason:
      'That this shape comes with this status is inferred: no example and no answer of the emulator shows it.',
  },
  {
    document: 'description',
    place: schema('(Resource|Customer)\\w*', 'attributes'),
    change: /^made (optional|required)$/,
    reason: 'The type of a resource is handed on, null when it is absent; the emulator sends it always.',
  },
  {
    document: 'description',
    place: schema('ResourceLinks?', 'method|headers|self'),
    change: /^made required$/,
    reason: 'The client follows the next link only, by GET; the emulator sends links whole.',
  },
  {
    document: 'description',
    place: schema('ResourceLinks', 'previous'),
    change: /^(renamed|removed|retyped)$/,
    reason: 'Nobody walks backwards: the client reads no such link and the emulator sends none.',
  },
  {
    document: 'description',
    place: schema('CustomerLicensesUsageInsights', 'customerId'),
    change: /^format removed$/,
    reason: 'The id is in no sample; the client hands it on as text.',
  },
  {
    document: 'description',
    place: schema('ApiFault', 'description'),
    change: /^maxLength (removed|tightened)$/,
    reason: 'The client cuts a description itself, wherever the documented limit lies.',
  },
  {
    document: 'description',
    place: header(tracingHeaders),
    change: /^(header made required|format removed|pattern removed)$/,
    reason:
      'Tracing values are handed on as they came; the emulator sends them always, in the described form.',
  },
  {
    document: 'description',
    place: parameter('MsCv'),
    change: /./,
    reason: 'The client begins no correlation vector, and the emulator makes nothing of one.',
  },
  {
    document: 'description',
    place: /^\/paths\/.*\/parameters\/\d+$/,
    change: /^parameter removed$/,
    reason: 'The four are MS-CV, which the client does not send.',
  },
  {
    document: 'description',
    place: parameter('MsRequestId|MsCorrelationId'),
    change: /^format removed$/,
    reason: 'The client sends GUIDs whatever else would be taken; the pact asks for them.',
  },
  {
    document: 'description',
    place: parameter('\\w+'),
    change: /^(minLength|minItems) removed$/,
    reason: 'An empty value is how HTTP sends none, so no request tells the difference.',
  },
  {
    document: 'description',
    place: parameter('Filter|CustomerFilter|XLocale|MsPartnerCenterApplication|MsContractVersion'),
    change: /^minLength tightened$/,
    reason: 'No value that means anything is that short.',
  },
  {
    document: 'description',
    place: parameter('SeekOperation'),
    change: /^enum removed$/,
    reason: 'Which other operations there may be is not known; the client sends Next and nothing else.',
  },
  {
    document: 'description',
    place: parameter('ProcessedDateTime'),
    change: /^pattern removed$/,
    reason: 'Which forms the service takes is an open question; the emulator takes more than are described.',
  },
  {
    document: 'pact',
    place: /^(listCustomers|listLicensesUsage) $/,
    change: /^interaction dropped$/,
    reason: 'The same answer is promised for other requests of the operation.',
  },
  {
    document: 'pact',
    place: /without data response \$\.(items|Value)$/,
    change: /^matcher loosened$/,
    reason: 'That the list is empty is what the state means, not what the description says.',
  },
  {
    document: 'pact',
    place: /first of two pages response \$(\.links\.next\.uri|\['@nextLink'\])$/,
    change: /^matcher loosened to type$/,
    reason: 'To the description a link is any text; the tests of the emulator follow it.',
  },
  {
    document: 'pact',
    place: /request header Authorization$/,
    change: /^matcher loosened$/,
    reason: 'OpenAPI describes no form of this header; the client is tested to send a bearer token.',
  },
  {
    document: 'pact',
    place: /request header MS-PartnerCenter-Client$/,
    change: /^matcher made literal$/,
    reason: 'The name of the client is one and the same in every request.',
  },
  {
    document: 'pact',
    place: /request query (size|top|processedDateTime)$/,
    change: /^query (parameter dropped|value changed)$/,
    reason:
      'It is then the contract of another request, which the client sends and the emulator answers too.',
  },
];

export function survivorFor(mutation: Mutation, list: readonly Survivor[]): Survivor | undefined {
  return list.find(
    ({ document, place, change }) =>
      document === mutation.document && place.test(mutation.place) && change.test(mutation.change),
  );
}

/** A gate that refuses harmless changes of one kind, and is meant to. */
const objections = [
  {
    gate: 'types',
    change: 'optional field added',
    reason: 'Each described field has its reader in the client, so the compiler asks for one.',
  },
] as const;

export function mayObject(gate: GateName, { change }: Mutation): boolean {
  return objections.some((objection) => objection.gate === gate && objection.change === change);
}
