import { createHash } from 'node:crypto';

import { type Answer, textAnswer } from '../call/answer.ts';
import type { Facts } from '../facts/facts.ts';
import { pageScript } from './page-script.ts';
import { renderPage } from './render-page.ts';

const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
form { display: grid; gap: .75rem; }
.fields { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
.field { display: grid; gap: .25rem; align-content: start; }
.field small { overflow-wrap: anywhere; }
[hidden] { display: none; }
input, select, button { font: inherit; padding: .4rem; }
button { justify-self: start; padding: .4rem 1.5rem; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
fieldset { columns: 24rem; border: 1px solid GrayText; }
.fault { break-inside: avoid; }
.fault small { display: block; margin-left: 1.6rem; }
pre { overflow: auto; max-height: 32rem; padding: .75rem; border: 1px solid GrayText; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid GrayText; padding: .3rem .5rem; text-align: start; }
`;

const script = `(${pageScript.toString()})()`;

/** The page shows names of customers. Only our own script and style may run, whatever a name holds. */
const policy = [
  "default-src 'none'",
  `script-src ${hashSource(script)}`,
  `style-src ${hashSource(pageStyle)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageAnswer(facts: Facts): Answer {
  return textAnswer(200, renderPage(facts, { style: pageStyle, script }), {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
  });
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
