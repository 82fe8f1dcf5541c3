const light = `
  --page: #ffffff; --panel: #f6f8fa; --ink: #1b1f24; --muted: #57606a; --rule: #d0d7de; --edge: #7d8590;
  --good: #116329; --bad: #b42318; --link: #0b5cad; --accent: #0b62b0; --on-accent: #ffffff;`;

const dark = `
  --page: #0d1117; --panel: #161b22; --ink: #e6edf3; --muted: #9ba5b0; --rule: #30363d; --edge: #768390;
  --good: #56d364; --bad: #ff7b72; --link: #79c0ff; --accent: #1f6feb; --on-accent: #ffffff;`;

/** The style of the page: light or dark by the reader's setting, one column on a phone. */
export const pageStyle = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 82rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0 0 .75rem; max-width: 75ch; }
small, .muted { color: var(--muted); font-size: .875rem; }
section { border-top: 1px solid var(--rule); padding: 1.25rem 0; margin-top: 1.25rem; }
.columns { display: grid; gap: 1.5rem 2rem; align-items: start; }
.columns > * { min-width: 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }

dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: .5rem 1.5rem; margin: 1rem 0 0; }
dl div { border-left: 3px solid var(--rule); padding-left: .75rem; }
dt { color: var(--muted); font-size: .875rem; }
dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }

ul { list-style: none; margin: 0; padding: 0; }
li + li { border-top: 1px solid var(--rule); }
li button { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; width: 100%; padding: .5rem; border: 0; background: none; color: inherit; text-align: start; border-radius: .25rem; }
li button:hover { background: var(--panel); }
li button > :first-child { font-weight: 600; }
li button > :is(code, .path) { grid-column: 1 / -1; }
bdi { justify-self: start; }
bdi, code, li span { overflow-wrap: anywhere; }
code, pre { font: .8125rem/1.5 ui-monospace, Consolas, monospace; }
code { color: var(--muted); }

form { display: grid; gap: 1rem; margin-bottom: 1.5rem; }
.fields { display: grid; gap: .75rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); }
.field { display: grid; gap: .25rem; align-content: start; min-width: 0; }
.field small { overflow-wrap: anywhere; }
@media (min-width: 40rem) { .field.long { grid-column: span 2; } }
label { font-weight: 600; }
input, select, button { font: inherit; min-width: 0; color: inherit; }
input:not([type=checkbox]), select { width: 100%; padding: .4rem .5rem; background: var(--page); border: 1px solid var(--edge); border-radius: .375rem; }
button { cursor: pointer; padding: .4rem 1rem; border: 1px solid var(--edge); border-radius: .375rem; background: var(--panel); }
.send { justify-self: start; background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; padding: .5rem 2rem; }
summary { cursor: pointer; padding: .25rem 0; }
fieldset { border: 1px solid var(--rule); border-radius: .375rem; margin: .5rem 0 0; min-width: 0; }
.fault { display: grid; grid-template-columns: auto 1fr; gap: 0 .5rem; align-items: baseline; padding: .25rem 0; }
.fault label { font-weight: 400; }
.fault small { grid-column: 2; }

.columns > div > .panel + .panel { margin-top: 1rem; }
.panel { border: 1px solid var(--rule); border-radius: .5rem; background: var(--panel); overflow: hidden; }
.bar { min-height: 2.5rem; display: flex; justify-content: space-between; align-items: center; gap: 1rem; padding: .4rem .75rem; border-bottom: 1px solid var(--rule); }
.bar button { padding: .1rem .75rem; min-width: 6rem; background: var(--page); font-size: .875rem; }
pre { margin: 0; padding: .75rem; overflow: auto; max-height: 18rem; white-space: pre-wrap; overflow-wrap: anywhere; }
#response { max-height: 40rem; min-height: 12rem; }
.panel details { padding: 0 .75rem; border-bottom: 1px solid var(--rule); }
.panel details pre { padding: 0 0 .75rem; }
#status { margin: 0; padding: .5rem .75rem; max-width: none; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; font-weight: 600; }
#status.answered, td.ok { color: var(--good); }
#status.refused, tr.refused td:nth-child(2) { color: var(--bad); font-weight: 600; }
#cut:empty { display: none; }
#cut { margin: 0; padding: .5rem .75rem; border-top: 1px solid var(--rule); }

table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere; }
td:nth-child(-n+2) { white-space: nowrap; overflow-wrap: normal; }

@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
@media (max-width: 40rem) {
  header, main { padding-left: 1rem; padding-right: 1rem; }
  li button { gap: 0 .5rem; }
  li button > span { font-size: .875rem; }
  thead { position: absolute; left: -999rem; }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: auto auto 1fr; padding: .3rem 0; border-bottom: 1px solid var(--rule); }
  td { border: 0; padding: 0 .75rem 0 0; }
  td:nth-child(3) { grid-column: 1 / -1; grid-row: 2; }
  td:nth-child(5) { grid-column: 1 / -1; color: var(--muted); }
}`;
