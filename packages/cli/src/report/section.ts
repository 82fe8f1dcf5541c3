import { type Html, html } from './html.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly about: Html;
  readonly content: Html;
}

/** A part of the page under a heading of its own, which the navigation leads to. */
export function renderSection({ id, title, about, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <div class="head">
      <h2 id="${id}-title">${title}</h2>
      <p class="about">${about}</p>
    </div>
    ${content}
  </section>`;
}
