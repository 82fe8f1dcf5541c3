import { ok, problem, skipped, warning, type Check } from './check.ts';

/** Tokens are refused when the clocks are further apart than this. */
const toleratedInSeconds = 300;
const noticedInSeconds = 30;

/** An answer's own time, and this machine's when it came. */
export interface ObservedTime {
  readonly date: string;
  readonly receivedAtInMs: number;
}

export function checkClock(observed: ObservedTime | undefined): Check {
  const check = 'Clock';
  const theirs = Date.parse(observed?.date ?? '');
  if (observed === undefined || Number.isNaN(theirs)) return skipped(check, 'No answer told its time.');
  const seconds = Math.round((observed.receivedAtInMs - theirs) / 1000);
  const finding = `This machine is ${Math.abs(seconds)} seconds ${seconds < 0 ? 'behind' : 'ahead of'} the service.`;
  const repair = 'Let the machine set its clock over the network (NTP).';
  if (Math.abs(seconds) >= toleratedInSeconds) return problem(check, finding, repair);
  if (Math.abs(seconds) >= noticedInSeconds) return warning(check, finding, repair);
  return ok(check, `Within ${noticedInSeconds} seconds of the service.`);
}
