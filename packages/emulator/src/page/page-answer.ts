import { createHash } from 'node:crypto';

import type { Services } from '../services/services.ts';
import { type Answer, textAnswer } from '../call/answer.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './render-page.ts';
import { followSearch } from './script/customer-search.ts';
import { formatJson } from './script/format-json.ts';
import { followState } from './script/live-state.ts';
import { readForm } from './script/read-form.ts';
import { sendRequest } from './script/send-request.ts';
import { writeSnippets } from './script/snippets.ts';
import { type PageParts, startPage } from './script/start-page.ts';

const parts: PageParts = { readForm, writeSnippets, sendRequest, formatJson, followState, followSearch };

/** Each function is sent as text; the first one receives the others as arguments. */
const script = `(${startPage.toString()})({
${Object.entries(parts)
  .map(([name, part]) => `${name}: ${part.toString()}`)
  .join(',\n')}
})`;

/** The page shows names of customers. Only our own script and style may run, even if a name contains markup. */
const policy = [
  "default-src 'none'",
  `script-src ${hashSource(script)}`,
  `style-src ${hashSource(pageStyle)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function pageAnswer(services: Services): Answer {
  return textAnswer(200, renderPage(services, { style: pageStyle, script }), {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
