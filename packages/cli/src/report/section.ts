import { type Html, html } from './html.ts';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly about: Html;
  readonly content: Html;
}

/** Renders a section of the page, with a heading to which the navigation links. */
export function renderSection({ id, title, about, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <div class="head">
      <h2 id="${id}-title">${title}</h2>
      <p class="about">${about}</p>
    </div>
    ${content}
  </section>`;
}
