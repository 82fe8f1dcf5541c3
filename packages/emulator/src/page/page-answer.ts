import { createHash } from 'node:crypto';

import { type Answer, textAnswer } from '../answer/answer.ts';
import type { Facts } from '../facts/facts.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './render-page.ts';

const script = `(${pageScript.toString()})()`;

/** Names of customers are shown on the page: were one of them a script, it would not be the one that may run. */
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
