import { isObject } from '../../documents/json.ts';
import { readContractRequests } from './contract-requests.ts';
import type { Exchange, Question } from './exchange.ts';
import { rowsOf, textAt } from './findings.ts';
import type { Session } from './session.ts';

/** Facts about the tenant from the replay, for the questions that follow. */
export interface Findings {
  /** At most ten. */
  readonly customerIds: readonly string[];
  readonly customerNames: readonly string[];
  /** The address of the superseding operation. */
  readonly usageAt: Pick<Question, 'prefix' | 'withoutSlash'>;
  /** An ungrouped page of it. */
  readonly usage: Exchange;
}

/** The documented and the possible addresses of the superseding operation. */
export const usageAddresses = [
  { prefix: '', withoutSlash: false },
  { prefix: '/partner', withoutSlash: true },
  { prefix: '/partner', withoutSlash: false },
  { prefix: '', withoutSlash: true },
] as const;

const customersOfInterest = 10;

/** Sends every request of the contract, with the tenant's own ids in place of the contract's. */
export async function replayContract(session: Session): Promise<Findings> {
  const customers = await session.ask({ operationId: 'listCustomers', expectedStatus: 200 });
  const customerIds = rowsOf(customers)
    .flatMap((customer) => textAt(customer, 'id') ?? [])
    .slice(0, customersOfInterest);
  const usageAt = await findUsage(session);
  const usage = await session.ask({ operationId: 'listLicensesUsage', ...usageAt, expectedStatus: 200 });
  const processedDateTime = rowsOf(usage).flatMap((row) => textAt(row, 'processedDateTime') ?? [])[0];

  for (const question of await readContractRequests()) {
    const fitted = await fit(question, { customerId: customerIds[0], usageAt, processedDateTime, session });
    if (fitted !== undefined) await session.ask(fitted);
  }
  return { customerIds, customerNames: namesOf(customers, usage), usageAt, usage };
}

async function findUsage(session: Session): Promise<Findings['usageAt']> {
  for (const address of usageAddresses) {
    const { answer } = await session.ask({
      operationId: 'listLicensesUsage',
      ...address,
      query: { top: '1' },
      seeksAddress: true,
    });
    if (answer?.status !== 404) return address;
  }
  return usageAddresses[0];
}

interface Fitting {
  readonly customerId: string | undefined;
  readonly usageAt: Findings['usageAt'];
  readonly processedDateTime: string | undefined;
  readonly session: Session;
}

/** Absent if the tenant lacks the data: no customer, or no second page. */
async function fit(question: Question, fitting: Fitting): Promise<Question | undefined> {
  const { customerId, usageAt, processedDateTime, session } = fitting;
  switch (question.operationId) {
    case 'getCustomerLicensesUsage':
    case 'getCustomerLicensesDeployment':
      return customerId === undefined ? undefined : { ...question, customerId };
    case 'listLicensesUsage':
    // The deployment list, which every source has at the same address.
    case 'listLicensesDeployment': {
      if (question.query?.['processedDateTime'] === undefined || processedDateTime === undefined) {
        return { ...question, ...usageAt };
      }
      return { ...question, ...usageAt, query: { ...question.query, processedDateTime } };
    }
    case 'listCustomers': {
      if (question.continuationToken === undefined) return question;
      const continuationToken = await firstContinuationToken(session, question);
      return continuationToken === undefined ? undefined : { ...question, continuationToken };
    }
    case 'getPartnerLicensesUsage':
    case 'getPartnerLicensesDeployment':
      return question;
  }
}

async function firstContinuationToken(session: Session, { query }: Question): Promise<string | undefined> {
  const size = query?.['size'];
  const first = await session.ask({
    operationId: 'listCustomers',
    ...(size !== undefined && { query: { size } }),
    expectedStatus: 200,
  });
  const body = isObject(first.answer?.body) ? first.answer.body : {};
  const links = isObject(body['links']) ? body['links'] : {};
  const next =
    isObject(links['next']) && Array.isArray(links['next']['headers']) ? links['next']['headers'] : [];
  const header = next.filter(isObject).find(({ key }) => key === 'MS-ContinuationToken');
  return textAt(body, 'continuationToken') ?? textAt(header, 'value');
}

function namesOf(customers: Exchange, usage: Exchange): readonly string[] {
  const companies = rowsOf(customers).map(({ companyProfile }) =>
    isObject(companyProfile) ? companyProfile : {},
  );
  return [
    ...companies.flatMap((company) => textAt(company, 'companyName') ?? []),
    ...rowsOf(usage).flatMap((row) => textAt(row, 'customerName') ?? []),
  ];
}
