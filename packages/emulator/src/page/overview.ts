import type { Services } from '../services/services.ts';
import type { FaultRule, RequestBudget } from '../options.ts';

/** One line about the current state of the emulator. */
export interface OverviewLine {
  /** The id of the element that shows it. */
  readonly id: string;
  readonly name: string;
  /** One line for each service, limit or fault. */
  readonly value: string;
}

/** The data that is served, and the current state of every switch. Contains no secrets. */
export function overviewOf({ settings, throttle, switches }: Services): readonly OverviewLine[] {
  const { facts, tokens, throttling, latencyInMs } = settings;
  const faults = switches.counted().map(({ rule, count }) => faultInWords(rule, count));
  const partner = throttling.partner && budgetInWords(throttling.partner, throttle.partnerWindow());
  const customer = throttling.customer && budgetInWords(throttling.customer);
  const limits = [
    ...(partner === undefined ? [] : [`partner: ${partner}`]),
    ...(customer === undefined ? [] : [`each customer: ${customer}`]),
  ];
  return [
    { id: 'customers', name: 'Customers', value: facts.customerCount.toLocaleString('en') },
    { id: 'snapshots', name: 'Snapshots', value: facts.snapshots.map(snapshotsInWords).join('\n') || 'none' },
    { id: 'throttling', name: 'Throttling', value: limits.join('\n') || 'off' },
    { id: 'faults', name: 'Faults', value: faults.join('\n') || 'none' },
    { id: 'latency', name: 'Latency', value: latencyInMs === 0 ? 'none' : durationInWords(latencyInMs) },
    {
      id: 'tokens',
      name: 'Tokens',
      value: tokens.requireIssued === true ? 'only those issued here' : 'any bearer token',
    },
    { id: 'bom', name: 'Byte order mark', value: settings.bom ? 'before JSON' : 'none' },
  ];
}

function snapshotsInWords({ service, days }: Services['settings']['facts']['snapshots'][number]): string {
  const [latest] = days;
  const earlier = days.length > 1 ? ` and ${days.length - 1} earlier, back to ${days.at(-1)}` : '';
  return `${service.name}: ${latest}${earlier}`;
}

function budgetInWords(
  { requests, windowInMs }: RequestBudget,
  window?: { readonly used: number; readonly endsInMs: number },
): string {
  const limit = `${requests} requests in ${durationInWords(windowInMs)}`;
  return window === undefined
    ? limit
    : `${limit} (${window.used} used, all free again in ${Math.ceil(window.endsInMs / 1000)} s)`;
}

function faultInWords({ fault, operation, probability, onNthRequest }: FaultRule, count: number): string {
  const conditions = [
    ...(operation === undefined ? [] : [`for ${operation}`]),
    ...(probability === undefined ? [] : [`in ${+(100 * probability).toFixed(2)}\u00A0% of requests`]),
    ...(onNthRequest === undefined
      ? []
      : [`on request ${onNthRequest}${count < onNthRequest ? '' : ' (passed)'}`]),
  ];
  return [fault, ...conditions].join(' ');
}

function durationInWords(duration: number): string {
  if (duration % 60_000 === 0) return `${duration / 60_000} min`;
  return duration % 1000 === 0 ? `${duration / 1000} s` : `${duration} ms`;
}
