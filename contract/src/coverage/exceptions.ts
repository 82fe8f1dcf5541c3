import { idsOf } from '../documents/operations.ts';

/** Elements of the description that no interaction covers, with the reason. */
export interface Exception {
  readonly what: RegExp;
  readonly operationIds?: readonly string[];
  readonly reason: string;
}

/** Operations whose answer is complete. */
const collections = idsOf((operation) => operation.kind === 'collection');
const searches = idsOf((operation) => operation.paging === 'seek');

/** Statuses have no exceptions: an interaction shows each of them. */
export const exceptions: readonly Exception[] = [
  {
    what: /^\d+ header (MS-|WWW-Authenticate)/,
    reason: 'Optional, so a pact that asked for it would refuse right answers; the emulator is held to it.',
  },
  {
    what: /^header MS-CV$/,
    reason: 'The client begins no correlation vector of its own.',
  },
  {
    what: /^200 field \/links/,
    operationIds: collections,
    reason: 'The superseded answers are complete, so the client follows no link in them.',
  },
  {
    what: /^200 field \/(items\/\*\/(companyProfile\/)?)?attributes/,
    reason: 'The type of a resource is handed on, null when it is absent.',
  },
  {
    what: /^200 field \/items\/\*\/(workloadCode|serviceCode|customerId)$/,
    operationIds: collections,
    reason: 'Optional and in no sample; the compiler holds the client to it.',
  },
  {
    what: /^200 field \/TotalCount$/,
    reason:
      'Optional, absent from the usage sample; the client reads every form of it that the description allows.',
  },
  {
    what: /^200 field \/(totalCount|continuationToken|items\/\*\/relationshipToPartner)$/,
    operationIds: searches,
    reason:
      'The walk needs it only when it is there; the client reads every form that the description allows.',
  },
  {
    what: /^200 field \/links\/(self|previous|next\/method)/,
    operationIds: searches,
    reason: 'The client walks forward only, and always by GET.',
  },
  {
    what: /^[45]\d\d field /,
    reason: 'A pact shows one shape of fault for each status; the client reads every other, in every form.',
  },
];
