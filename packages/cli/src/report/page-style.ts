import { type Accent, pageColours } from './accent.ts';

const light = `
  --page: ${pageColours.light}; --panel: #f5f6f8; --track: #e3e7ec; --ink: #16191d; --muted: #565e68; --rule: #dde1e6;
  --over: #a8410b; --good: #116329; --bad: #b42318;`;

const dark = `
  --page: ${pageColours.dark}; --panel: #181f26; --track: #2b343d; --ink: #e8ecf0; --muted: #a0a9b3; --rule: #2b343d;
  --over: #ffa657; --good: #56d364; --bad: #ff8a80;`;

/** The style of the page: light or dark by the reader's setting, light on paper. */
export function pageStyle(accent: Accent): string {
  return `
:root { color-scheme: light dark; ${light} --accent: ${accent.light}; }
@media (prefers-color-scheme: dark) { :root { ${dark} --accent: ${accent.dark}; } }
${screenStyle}
@media print {
  @page { size: A4; margin: 14mm 13mm; }
  :root { color-scheme: light; font-size: 11px; ${light} --accent: ${accent.light}; }
  ${printStyle}
}`;
}

const screenStyle = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
#main:focus { outline: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
.partner { margin: 0 0 .25rem; color: var(--accent); font-weight: 600; }
h1 { font-size: 2.25rem; line-height: 1.15; letter-spacing: -.015em; font-weight: 650; margin: 0 0 .5rem; }
h2 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -.01em; font-weight: 650; margin: 0 0 .25rem; }
h3 { font-size: 1rem; font-weight: 650; margin: 0 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 68ch; }
.days, .about, .detail, .muted, .cut { color: var(--muted); }
header .days span { display: inline-block; margin-right: 1.25rem; }
.lede { font-size: 1.25rem; line-height: 1.4; margin: 1.75rem 0 1.5rem; max-width: none; text-wrap: balance; }
.lede strong { font-weight: 650; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); margin: 0; border-top: 3px solid var(--accent); border-bottom: 1px solid var(--rule); }
.figures > div { padding: 1rem 1.25rem 1.1rem; border-left: 1px solid var(--rule); min-width: 0; }
.figures > div:first-child { border-left: 0; padding-left: 0; }
.figures dt { font-size: .875rem; color: var(--muted); }
.figures dd { margin: 0; }
.figures .value { font-size: 2.25rem; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; overflow-wrap: normal; }
.figures .change { font-weight: 600; }
.figures .detail { font-size: .875rem; line-height: 1.35; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; margin: 1.25rem 0 0; font-size: .9375rem; }
section { padding-top: 3rem; }
.about { margin-bottom: 1rem; }
.cut { margin-bottom: .5rem; font-size: .9375rem; max-width: none; }
.cut strong { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.35; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; padding: .5rem 0 .5rem 1.25rem; border-bottom: 1px solid var(--rule); vertical-align: baseline; }
:is(th, td):first-child { padding-left: 0; }
thead th { border-bottom: 1px solid var(--ink); font-size: .8125rem; font-weight: 600; color: var(--muted); white-space: nowrap; vertical-align: bottom; }
thead th:first-child { white-space: normal; }
tbody th { font-weight: 400; overflow-wrap: break-word; }
td, time { white-space: nowrap; }
time { unicode-bidi: isolate; }
td.number:last-child { font-weight: 600; }
td.number:last-child .muted { font-weight: 400; }
.number { text-align: right; }
.group th { overflow-wrap: anywhere; font-weight: 650; padding-top: 1.1rem; border-bottom: 0; padding-bottom: .15rem; }
.grouped tr:not(.group) th { padding-left: 1rem; }
.grouped tr:not(.group, :last-child) > * { border-bottom-color: color-mix(in srgb, var(--rule) 45%, transparent); }
.detail { font-size: .875rem; }
tbody .detail, .names .detail { display: block; }
.on-narrow { display: none; }
.bar { display: block; width: 100%; min-width: 7rem; height: .625rem; }
td:has(> .bar) { width: 30%; }
td > .bar { display: inline-block; }
.track { fill: var(--track); }
.track.empty { fill: none; }
.fill { fill: var(--accent); }
.over { fill: var(--over); }
.notch { fill: var(--page); }
details { margin-top: 1.25rem; }
summary { cursor: pointer; font-weight: 600; }
details > :nth-child(2) { margin-top: .75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 3rem; }
.pair > div { min-width: 0; }
.pair + .pair { margin-top: 2rem; }
.names { list-style: none; margin: 0; padding: 0; }
.names li { padding: .4rem 0; border-bottom: 1px solid var(--rule); }
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 2rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; }
figcaption .detail { display: block; font-weight: 400; }
.now { font-size: 1.5rem; font-weight: 650; letter-spacing: -.01em; margin: 0 0 .5rem; }
.now span { font-size: .9375rem; font-weight: 400; letter-spacing: 0; color: var(--muted); }
.plot { display: grid; grid-template: auto 1fr / 1fr auto; column-gap: .625rem; }
.spark { grid-row: 1 / 3; width: 100%; height: 4.5rem; overflow: visible; display: block; }
.spark path { fill: none; vector-effect: non-scaling-stroke; }
.spark .grid { stroke: var(--rule); stroke-width: 1; }
.spark .line { stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.spark .dot { stroke: var(--accent); stroke-width: 8; stroke-linecap: round; }
.high, .low { font-size: .8125rem; line-height: 1; color: var(--muted); text-align: right; }
.high { margin-top: -.4rem; }
.low { align-self: end; margin-bottom: -.4rem; }
figure .days { margin: .6rem 0 0; font-size: .8125rem; }
.verdict { font-size: 1.125rem; font-weight: 600; }
.verdict.good { color: var(--good); }
.verdict.bad { color: var(--bad); }
footer { margin-top: 3.5rem; padding-bottom: 3rem; font-size: .875rem; color: var(--muted); }
footer h2 { font-size: 1rem; color: var(--ink); border-top: 1px solid var(--rule); padding-top: 1.25rem; margin-bottom: .5rem; }
footer dl { margin: 0 0 1rem; display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 3rem; }
footer dt { font-weight: 600; color: var(--ink); }
footer dd { margin: 0; }
@media (max-width: 46rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.75rem; }
  .lede { font-size: 1.125rem; margin: 1.25rem 0 1rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .figures > div { padding: .75rem 0 .75rem .875rem; }
  .figures > div:nth-child(odd) { border-left: 0; padding-left: 0; padding-right: .875rem; }
  .figures > div:nth-child(n + 3) { border-top: 1px solid var(--rule); }
  .figures .value { font-size: 1.75rem; }
  section { padding-top: 2.25rem; }
  .pair, footer dl { grid-template-columns: 1fr; }
  .on-wide { display: none; }
  .on-narrow { display: block; }
  table { font-size: .875rem; }
  th, td { padding-left: .625rem; }
  thead th { font-size: .75rem; }
  tbody .bar { min-width: 0; height: .4rem; margin: .3rem 0 .1rem; }
  .grouped tr:not(.group) th { padding-left: .5rem; }
}`;

// An empty box before each table is as high as its header and first group. If the box does not fit, the whole table
// moves to the next page. On its own, a table header does not stay with the first row.
const printStyle = `
  body { background: none; }
  nav, .skip, .on-screen { display: none; }
  summary { list-style: none; }
  details:not([open]) > summary::after { content: " (folded: not printed)"; font-weight: 400; color: var(--muted); }
  header, main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  section { padding-top: 2rem; }
  .scroll { overflow: visible; }
  .scroll::before { content: ""; display: block; height: 21rem; margin-bottom: -21rem; break-inside: avoid; }
  tr, figure, li, .grouped, .figures, .head, footer { break-inside: avoid; }
  .grouped:has(> :nth-child(10)) { break-inside: auto; }
  thead { display: table-header-group; }
  .head, h3, .cut, .group, thead, [open] > summary, :has(+ .scroll) { break-after: avoid; }
  p { max-width: none; }
  .trends { display: block; orphans: 1; widows: 1; }
  figure { display: inline-block; width: 31%; margin: 0 3.5% 1.5rem 0; vertical-align: top; }
  figure:nth-child(3n) { margin-right: 0; }
  .on-wide { display: revert; }
  .on-narrow { display: none; }
  .pair { grid-template-columns: 1fr 1fr; }
  footer { margin-top: 2rem; padding-bottom: 0; }`;
