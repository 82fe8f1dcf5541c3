import type { DataSetRow, EmulatorOptions, FaultName } from '@licenses-usage/emulator';
import type { JsonObject } from '../documents/json.ts';

/** The emulator that is in the state that an interaction asks for, by the state's name and parameters. */
export type ProviderState = (parameters: JsonObject) => EmulatorOptions;

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

/** The emulator tells deployment from the facts of usage, so the states of both are made of the same rows. */
export const providerStates: Readonly<Record<string, ProviderState>> = {
  'a customer with licence usage': customerWithRows,
  'a customer without licence usage': customerWithoutRows,
  'a partner with licence usage': () => ({ data: 'documented' }),
  'a partner without licence usage': () => ({ customers: 0 }),
  'licence usage rows': (parameters) => ({ data: { Value: [rowOf(parameters)] } }),
  'no licence usage rows': () => ({ customers: 0 }),
  'licence usage rows on two pages': rowsOnTwoPages,
  'a customer with licence deployment': customerWithRows,
  'a customer without licence deployment': customerWithoutRows,
  'a partner with licence deployment': () => ({ data: 'documented' }),
  'a partner without licence deployment': () => ({ customers: 0 }),
  'licence deployment rows': (parameters) => ({ data: { Value: [rowOf(parameters)] } }),
  'no licence deployment rows': () => ({ customers: 0 }),
  'licence deployment rows on two pages': rowsOnTwoPages,
  customers: () => ({ data: { Value: [], customers: [{ id: row.customerTenantId, name: 'Contoso' }] } }),
  'no customers': () => ({ customers: 0 }),
  'customers on two pages': (parameters) => ({ customers: 2 * numberAt(parameters, 'pageSize') }),
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

/** A row of the day that the state is told, when it is told one. */
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
