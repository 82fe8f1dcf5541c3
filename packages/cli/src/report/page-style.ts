const light = `
  --page: #ffffff; --panel: #f6f8fa; --track: #e7ebf0; --ink: #1b1f24; --muted: #57606a; --rule: #d0d7de;
  --bar: #0b62b0; --over: #a8410b; --good: #116329; --bad: #b42318; --link: #0b5cad;`;

const dark = `
  --page: #0d1117; --panel: #161b22; --track: #21262d; --ink: #e6edf3; --muted: #9ba5b0; --rule: #30363d;
  --bar: #58a6ff; --over: #ffa657; --good: #56d364; --bad: #ff7b72; --link: #79c0ff;`;

/** The style of the page: light or dark as the reader has it, light on paper. */
export const pageStyle = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }
header, main, footer { max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 0 0 .25rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 70ch; overflow-wrap: anywhere; }
.muted, caption, figcaption .muted { color: var(--muted); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; }
time, td { white-space: nowrap; }
section { border-top: 1px solid var(--rule); padding: 1.5rem 0; margin-top: 1.5rem; }
.pair { display: grid; gap: 1rem 2rem; align-items: start; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
details { margin-top: 1rem; }
summary { cursor: pointer; }
.wide { display: none; }
.small { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1.25rem; }
.small figure { background: var(--panel); border: 1px solid var(--rule); border-radius: .5rem; padding: .75rem; }
.small figcaption { font-weight: 600; }
.small figcaption .muted { font-weight: 400; display: block; }
.scroll { overflow-x: auto; max-width: 48rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .35rem; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
thead th { border-bottom: 2px solid var(--rule); white-space: nowrap; }
tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 8rem; }
.detail { display: block; color: var(--muted); }
.number { text-align: right; }
.scroll + .scroll { margin-top: 1.25rem; }
:is(th, td):last-child { padding-right: 0; }
@media (max-width: 30rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  th, td { padding-right: .5rem; }
  tbody th { min-width: 4rem; }
  .detail { min-width: 9rem; }
}
.verdict { font-weight: 600; }
.verdict.good { color: var(--good); }
.verdict.bad { color: var(--bad); }
footer { padding-bottom: 2rem; font-size: .9rem; }
@media (min-width: 48rem) { .narrow { display: none; } .wide { display: block; } }
@media (min-width: 64rem) { .pair { grid-template-columns: 1fr 1fr; } }
@media print {
  :root { color-scheme: light; font-size: 12px; ${light} }
  nav, .skip, details:not([open]) { display: none; }
  header, main, footer { max-width: none; padding: 0; }
  .pair { grid-template-columns: 2fr 3fr; }
  .pair .wide { display: none; }
  .pair .narrow { display: block; }
  .small { display: block; }
  .small figure { display: inline-block; width: 32%; margin: 0 .5% .75rem 0; }
  figure, tr { break-inside: avoid; }
  h2, h3, section > .muted { break-after: avoid; }
  .scroll { overflow: visible; }
}`;
