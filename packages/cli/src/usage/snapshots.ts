import { eq, type LicensesUsageClient } from '@licenses-usage/client';

const dayInMs = 86_400_000;
const weekInMs = 7 * dayInMs;

/** A service, and the day of its latest snapshot. Services have different days. */
export interface ServiceSnapshot {
  readonly serviceCode: string;
  readonly serviceName: string;
  /** `YYYY-MM-DD`; `undefined` if no row has a date. */
  readonly latestDay: string | undefined;
}

/** The services with rows under a condition, each with the day of its latest snapshot. */
export async function readSnapshots(
  client: LicensesUsageClient,
  filter: string | undefined,
  abortSignal: AbortSignal,
): Promise<ServiceSnapshot[]> {
  const groupBy = ['serviceCode', 'serviceName'] as const;
  const snapshots = new Map<string, ServiceSnapshot>();
  for await (const { serviceCode, serviceName } of client.listLicensesUsage(
    { filter, groupBy },
    { abortSignal },
  )) {
    if (serviceCode === null || snapshots.has(serviceCode)) continue;
    const latestDay = await readLatestDay(client, serviceCode, abortSignal, filter);
    snapshots.set(serviceCode, { serviceCode, serviceName: serviceName ?? serviceCode, latestDay });
  }
  return [...snapshots.values()];
}

/** The day of the latest snapshot of a service. `undefined` if no row has a date. */
export async function readLatestDay(
  client: LicensesUsageClient,
  serviceCode: string,
  abortSignal: AbortSignal,
  filter?: string,
): Promise<string | undefined> {
  const row = await readFirstRow(client, { filter: within(filter, serviceCode) }, abortSignal);
  return row?.processedDateTime?.slice(0, 10);
}

/** A service without a snapshot of the requested day. */
export interface MissingSnapshot extends ServiceSnapshot {
  /** The nearest day with a snapshot; `undefined` if none was found. */
  readonly nearestDay: string | undefined;
}

/** The services that have no snapshot of this day, and the nearest day of each that has one. */
export async function findMissing(
  client: LicensesUsageClient,
  snapshots: readonly ServiceSnapshot[],
  day: string,
  filter: string | undefined,
  abortSignal: AbortSignal,
): Promise<MissingSnapshot[]> {
  const missing: MissingSnapshot[] = [];
  for (const snapshot of snapshots) {
    const hasRows = async (processedDateTime: string) => {
      const query = { filter: within(filter, snapshot.serviceCode), processedDateTime };
      return (await readFirstRow(client, query, abortSignal)) !== undefined;
    };
    if (await hasRows(day)) continue;
    const { latestDay } = snapshot;
    const nearestDay = latestDay === undefined ? undefined : await findNearest(latestDay, day, hasRows);
    missing.push({ ...snapshot, nearestDay });
  }
  return missing;
}

/** Snapshots are weekly: tries the weeks around the day first, and then searches for the end of the history. */
async function findNearest(
  latestDay: string,
  day: string,
  hasRows: (day: string) => Promise<boolean>,
): Promise<string | undefined> {
  const latest = Date.parse(latestDay);
  const weeks = (latest - Date.parse(day)) / weekInMs;
  const dayBefore = (count: number) => new Date(latest - count * weekInMs).toISOString().slice(0, 10);
  if (weeks <= 0) return latestDay;
  const [near, far] = [
    Math.round(weeks),
    Math.round(weeks) === Math.floor(weeks) ? Math.ceil(weeks) : Math.floor(weeks),
  ];
  for (const count of [near, far]) if (await hasRows(dayBefore(count))) return dayBefore(count);
  // The latest week has rows and this one has none: the history ends between them.
  let [known, unknown] = [0, Math.floor(weeks)];
  while (unknown - known > 1) {
    const middle = Math.floor((known + unknown) / 2);
    if (await hasRows(dayBefore(middle))) known = middle;
    else unknown = middle;
  }
  return dayBefore(known);
}

async function readFirstRow(
  client: LicensesUsageClient,
  query: { readonly filter: string; readonly processedDateTime?: string },
  abortSignal: AbortSignal,
) {
  for await (const page of client.listLicensesUsage({ ...query, top: 1 }, { abortSignal }).byPage()) {
    return page.items[0];
  }
  return undefined;
}

function within(filter: string | undefined, serviceCode: string): string {
  const ofService = eq('serviceCode', serviceCode).toString();
  return filter === undefined ? ofService : `(${filter}) and ${ofService}`;
}

/** Says which service has which day. */
export function describeSnapshots(snapshots: readonly ServiceSnapshot[]): string | undefined {
  const told = snapshots.filter(({ latestDay }) => latestDay !== undefined);
  if (told.length === 0) return undefined;
  return `As of ${told.map(({ serviceName, latestDay }) => `${latestDay} (${serviceName})`).join(', ')}`;
}

export function describeMissing({ serviceName, nearestDay }: MissingSnapshot, day: string): string {
  const nearest = nearestDay === undefined ? '' : ` The nearest is of ${nearestDay}.`;
  return `${serviceName} has no snapshot of ${day}.${nearest}`;
}
