import { workloads } from '../facts/catalogue.ts';
import { editRows, type Fault, faultGroup, type JsonObject } from './fault.ts';

const activeNames = ['licensesActive', 'licenseActive', 'licensesDeployed'];

function renamed(row: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key === from ? to : key, value]));
}

function mapped(row: JsonObject, names: readonly string[], map: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, names.includes(key) ? map(value) : value]),
  );
}

/** Edits texts; what is null stays null. */
function respelt(row: JsonObject, names: readonly string[], respell: (text: string) => string): JsonObject {
  return mapped(row, names, (value) => (typeof value === 'string' ? respell(value) : value));
}

function without(row: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
}

function rowFault(summary: string, edit: (row: JsonObject) => JsonObject): Fault {
  return { summary, apply: (answer) => editRows(answer, edit) };
}

/** Replaces a count in the text, since `206.0` and `206` are one number to a JSON library. */
function countFault(summary: string, replacement: string): Fault {
  const counts = /"(licenses?Active|licensesQualified|licensesDeployed|licensesSold)":(\d+)(?=[,}])/g;
  return {
    summary,
    apply: (answer) => ({ ...answer, body: answer.body.replace(counts, replacement) }),
  };
}

const percents = [
  'usagePercent',
  'proratedLicensesUsagePercent',
  'deploymentPercent',
  'proratedDeploymentPercent',
];
const texts = ['workloadCode', 'customerName', 'productName', 'channel'];

function workloadCodeOf(name: unknown): string {
  return Object.values(workloads).find((workload) => workload.name === name)?.code ?? 'UNKNOWN';
}

/** Faults of rows. Those that change the text of numbers come last, because parsing would undo them. */
export const rowFaults = faultGroup({
  'license-active': rowFault(
    'Rows spell the active count licenseActive, as in the documented sample.',
    (row) => renamed(row, 'licensesActive', 'licenseActive'),
  ),
  'both-active-counts': rowFault(
    'Rows have both licensesActive and licenseActive, which differ by one.',
    (row) =>
      typeof row['licensesActive'] === 'number' ? { ...row, licenseActive: row['licensesActive'] + 1 } : row,
  ),
  'missing-count': rowFault('Rows lack licensesQualified, or licensesSold.', (row) =>
    without(without(row, 'licensesQualified'), 'licensesSold'),
  ),
  'unknown-fields': rowFault('Rows have undocumented fields.', (row) => ({
    ...row,
    licensesAssigned: 1,
    insights: { score: 0.5, tags: ['new'] },
  })),
  'documented-optional-fields': rowFault(
    'Rows of the superseded operations have the fields that only the reference lists: serviceCode, and workloadCode for a customer.',
    (row) => {
      if (!('attributes' in row && 'serviceName' in row)) return row;
      const withService = { ...row, serviceCode: row['serviceName'] };
      return 'customerName' in row && 'workloadName' in row
        ? { ...withService, workloadCode: workloadCodeOf(row['workloadName']) }
        : withService;
    },
  ),
  'reversed-keys': rowFault('The properties of rows are in reverse order.', (row) =>
    Object.fromEntries(Object.entries(row).toReversed()),
  ),
  'null-texts': rowFault('Names, channels and workload codes are null.', (row) =>
    mapped(row, texts, () => null),
  ),
  'capitalised-codes': rowFault('Channels and services are spelt Reseller, O365 and CRM.', (row) =>
    'attributes' in row
      ? respelt(respelt(row, ['channel'], capitalised), ['serviceName'], upperCase)
      : respelt(respelt(row, ['channel'], capitalised), ['serviceCode'], upperCase),
  ),
  'lower-case-ids': rowFault('Customer and product ids are in lower case.', (row) =>
    respelt(row, ['customerTenantId', 'productId'], (id) => id.toLowerCase()),
  ),
  'year-one-dates': rowFault('Dates are 0001-01-01, which means none.', (row) =>
    respelt(row, ['processedDateTime'], (date) => `0001-01-01${date.slice('0001-01-01'.length)}`),
  ),
  'fractional-dates': rowFault('Dates have a fraction of a second with two digits.', (row) =>
    respelt(row, ['processedDateTime'], (date) => date.replace(/T\d{2}:\d{2}:\d{2}/, 'T03:25:16.36')),
  ),
  'z-dates': rowFault('Dates of the superseded operations end in Z instead of +00:00.', (row) =>
    respelt(row, ['processedDateTime'], (date) => date.replace('+00:00', 'Z')),
  ),
  'percent-as-ratio': rowFault('Percentages are on a scale of 0 to 1.', (row) =>
    mapped(row, percents, (percent) => Number(percent) / 100),
  ),
  'adjusted-percent': rowFault('Percentages are a tenth lower than the counts imply.', (row) =>
    mapped(row, percents, (percent) => Math.round(Number(percent) * 90) / 100),
  ),
  'negative-count': rowFault('Active and deployed counts are -1.', (row) =>
    mapped(row, activeNames, () => -1),
  ),
  'fractional-count': rowFault('Active and deployed counts are 1.5.', (row) =>
    mapped(row, activeNames, () => 1.5),
  ),
  'textual-count': rowFault('Active and deployed counts are the text "abc".', (row) =>
    mapped(row, activeNames, () => 'abc'),
  ),
  'counts-as-text': countFault('Counts are text, as in grouped answers of a sibling operation.', '"$1":"$2"'),
  'counts-as-decimals': countFault('Counts are written 206.0.', '"$1":$2.0'),
});

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function upperCase(text: string): string {
  return text.toUpperCase();
}
