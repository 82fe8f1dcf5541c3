import type { DataSetRow, FaultName } from '@licenses-usage/emulator';
import type { DescribedOperation } from '@licenses-usage/spec/described-operations';

import type { JsonObject } from '../documents/json.ts';
import { operations } from '../documents/operations.ts';
import type { StandInOptions } from './example-service.ts';

/** The options that put the emulator into a state, from the state's parameters. */
export type ProviderState = (parameters: JsonObject) => StandInOptions;

const row = {
  customerTenantId: '0112A436-B14E-4888-967B-CA4BB2CF1234',
  customerName: 'TEST COMPANY',
  productName: 'OFFICE 365 ENTERPRISE E3',
  workloadName: 'SharePoint',
  serviceCode: 'o365',
  licensesActive: 63,
  licensesQualified: 250,
  processedDateTime: '2018-10-14T00:00:00',
} satisfies DataSetRow;

function whenever(fault: FaultName): ProviderState {
  return () => ({ faults: [fault] });
}

const customerWithRows: ProviderState = (parameters) => ({
  data: { Value: [{ ...row, customerTenantId: textAt(parameters, 'customerId') }] },
});
const customerWithoutRows: ProviderState = (parameters) => ({
  data: { Value: [], customers: [{ id: textAt(parameters, 'customerId'), name: 'TEST COMPANY' }] },
});
const rowsOnTwoPages: ProviderState = (parameters) => {
  const rows = Array.from({ length: 2 * numberAt(parameters, 'pageSize') }, (_, index) => ({
    ...rowOf(parameters),
    productName: `PRODUCT ${index}`,
  }));
  return { data: { Value: rows } };
};

const customers: ProviderState = () => ({
  data: { Value: [], customers: [{ id: row.customerTenantId, name: 'Contoso' }] },
});

/**
 * The states with and without data of an operation, by its kind. The emulator derives usage and deployment from the
 * same facts, so the states of all operations of a kind consist of the same rows.
 */
function statesOf({ kind, paging, pathExamples, states }: DescribedOperation) {
  const ofCustomer = pathExamples.length > 0;
  const data: Record<DescribedOperation['kind'], ProviderState> = {
    resource: ofCustomer ? customerWithRows : customers,
    collection: ofCustomer ? customerWithRows : () => ({ data: 'documented' }),
    list: paging === 'next-link' ? (parameters) => ({ data: { Value: [rowOf(parameters)] } }) : customers,
  };
  const noData = kind === 'collection' && ofCustomer ? customerWithoutRows : () => ({ customers: 0 });
  const twoPages: ProviderState =
    paging === 'next-link'
      ? rowsOnTwoPages
      : (parameters) => ({ customers: 2 * numberAt(parameters, 'pageSize') });
  const { withData, withoutData, onTwoPages } = states;
  return {
    [withData]: data[kind],
    ...(withoutData !== undefined && { [withoutData]: noData }),
    ...(onTwoPages !== undefined && { [onTwoPages]: twoPages }),
  };
}

/** The statuses that the emulator supports. Any other one is answered with the description's example. */
export const knownStatuses: readonly number[] = [200, 400, 401, 403, 404, 429, 500, 503];
const hasOtherStatuses = operations.some(({ answers }) =>
  answers.some(({ status }) => !knownStatuses.includes(status)),
);

export const providerStates: Readonly<Record<string, ProviderState>> = {
  ...Object.assign({}, ...operations.map(statesOf)),
  ...(hasOtherStatuses && {
    'the service answers as documented': (parameters) => ({ exampleOf: numberAt(parameters, 'status') }),
  }),
  'the request is invalid': whenever('invalid-request'),
  'the token is missing or expired': whenever('token-missing'),
  'the token is app-only': whenever('app-only'),
  'the resource does not exist': whenever('not-found'),
  'the limit of calls is exceeded': (parameters) => ({
    throttling: {
      partner: { requests: 0, windowInMs: 1000 * numberAt(parameters, 'retryAfterInSeconds') },
    },
  }),
  'the service fails': whenever('server-error'),
  'the service is unavailable': whenever('unavailable'),
};

/** A row of the day in the state's parameters, if there is one. */
function rowOf({ processedDateTime = row.processedDateTime }: JsonObject): DataSetRow {
  if (typeof processedDateTime !== 'string') throw new Error('The state is told a day that is no text.');
  return { ...row, processedDateTime };
}

function textAt(parameters: JsonObject, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string') throw new Error(`The state lacks the parameter ${name}.`);
  return value;
}

function numberAt(parameters: JsonObject, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new Error(`The state lacks the parameter ${name}.`);
  return value;
}
