import { type Html, html } from './html.ts';

/** A value on a day; `null` if there is none, which leaves a gap. */
export interface SparkPoint {
  readonly day: string;
  readonly value: number | null;
}

export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** A smaller range would exaggerate noise. */
const leastRange = 0.02;

/** The scale of a line: the range of its values, but at least two percentage points. `undefined` without any value. */
export function scaleOf(points: readonly SparkPoint[]): Scale | undefined {
  const values = points.flatMap(({ value }) => value ?? []);
  if (values.length === 0) return undefined;
  const low = values.reduce((one, other) => Math.min(one, other));
  const high = values.reduce((one, other) => Math.max(one, other));
  const missing = Math.max(0, leastRange - (high - low));
  return { low: Math.max(0, low - missing / 2), high: high + missing / 2 };
}

const [width, height] = [100, 40];

/** Draws a line with its own scale and a dot at its end. Distances between days are those of the calendar. */
export function drawSparkline(points: readonly SparkPoint[], { low, high }: Scale): Html {
  const days = points.map(({ day }) => Date.parse(day));
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const x = (day: number) => (last === first ? width : (width * (day - first)) / (last - first));
  const y = (value: number) => height - (height * (value - low)) / (high - low);
  let path = '';
  let isDrawing = false;
  for (const [index, { value }] of points.entries()) {
    if (value === null) isDrawing = false;
    else {
      path += `${isDrawing ? 'L' : 'M'}${x(days[index] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = true;
    }
  }
  const end = points.findLast(({ value }) => value !== null);
  const dot =
    end?.value === undefined || end.value === null
      ? ''
      : `M${x(Date.parse(end.day)).toFixed(1)} ${y(end.value).toFixed(1)}h0`;
  return html`<svg
    class="spark"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <path class="grid" d="M0 0H${width}M0 ${height}H${width}" />
    <path class="line" d="${path}" />
    <path class="dot" d="${dot}" />
  </svg>`;
}
