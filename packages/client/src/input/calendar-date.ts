/** The beginning of a day, UTC; nothing when the calendar has no such day. `new Date` takes 31 February for 3 March. */
export function calendarDate(year: number, monthIndex: number, day: number): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, monthIndex, day);
  return date.getUTCMonth() === monthIndex && date.getUTCDate() === day ? date : undefined;
}
