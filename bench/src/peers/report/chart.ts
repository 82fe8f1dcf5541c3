import type { Results } from '../results.ts';
import { formatNumber } from './format.ts';

const [width, labels, line, top] = [720, 250, 30, 64];

/** The names of the candidates for readers. */
const shown: Readonly<Record<string, string>> = {
  'undici.request + JSON.parse': 'undici.request (limit)',
  'ours over ./node': 'licenses-usage, ./node',
  'ours over fetch': 'licenses-usage',
  fetch: 'global fetch',
};

/** Bars for the CPU of one call, the shortest first. Colours follow the reader's theme. */
export function drawChart(results: Results): string {
  const metric = 'CPU / fetch';
  const bars = Object.entries(results.sections['small']?.candidates ?? {})
    .flatMap(([name, row]) => {
      const spread = row[metric];
      return spread === undefined || name.includes(', with our headers')
        ? []
        : [{ name, value: spread.median }];
    })
    .sort((left, right) => left.value - right.value);
  const longest = Math.max(...bars.map(({ value }) => value));
  if (!Number.isFinite(longest)) throw new Error('The results have no small answers to draw.');
  const scale = (width - labels - 70) / longest;
  const height = top + bars.length * line + 16;
  const drawn = bars.map(({ name, value }, index) => {
    const y = top + index * line;
    const isOurs = name.startsWith('ours');
    const length = (value * scale).toFixed(1);
    return [
      `  <text class="name${isOurs ? ' ours' : ''}" x="${labels - 10}" y="${y + 16}">${escape(shown[name] ?? name)}</text>`,
      `  <rect class="${isOurs ? 'mine' : 'other'}" x="${labels}" y="${y + 2}" width="${length}" height="20" rx="3"/>`,
      `  <text x="${(labels + Number(length) + 8).toFixed(1)}" y="${y + 16}">${formatNumber(value)}</text>`,
    ].join('\n');
  });
  const description = bars
    .map(({ name, value }) => `${shown[name] ?? name} ${formatNumber(value)}`)
    .join(', ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
  <title id="title">CPU of one call, global fetch = 1</title>
  <desc id="description">${escape(description)}</desc>
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 16px; font-weight: 600 }
    .note { font-size: 12px; fill: #59636e }
    .name { text-anchor: end }
    .ours { font-weight: 600 }
    .mine { fill: #0969da }
    .other { fill: #8c959f }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .note { fill: #9198a1 }
      .mine { fill: #4493f8 }
      .other { fill: #6e7681 }
    }
  </style>
  <text class="title" x="16" y="26">CPU of one call, global fetch = 1</text>
  <text class="note" x="16" y="46">1.7 kB of JSON, 16 at a time. Ours with ids, retry, throttle and checked rows; the others bare. Shorter is better.</text>
${drawn.join('\n')}
</svg>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
