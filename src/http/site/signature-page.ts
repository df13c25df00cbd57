import { html, type Markup, NOTHING } from '../html.ts';
import type { FramedPage } from './frame.ts';
import { type SiteLocale, type SiteTexts, TEXTS } from './texts/index.ts';

/** What an electronic signature means here, for the people who sign. */
export function signaturePage(lang: SiteLocale): FramedPage {
  const { title, intro, contents, sections, check } = TEXTS[lang].signature;
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  const main = html`<article class="card prose">
<h1>${title}</h1>
<p class="lead">${intro}</p>
<nav class="box" aria-labelledby="contents"><p id="contents" class="label">${contents}</p><ul>${links}</ul></nav>
${sections.map(section)}
<p class="action"><a class="button primary" href="/verify">${check}</a></p>
</article>`;
  return { lang, title, main, switchAt: '/electronic-signature', width: 'text' };
}

function section(part: SiteTexts['signature']['sections'][number]): Markup {
  const { id, title, paragraphs, list, after } = part;
  const items = list.map((item) => html`<li>${item}</li>`);
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${paragraphs.map(paragraph)}
${items.length > 0 ? html`<ul>${items}</ul>` : NOTHING}
${after.map(paragraph)}
</section>`;
}

function paragraph(text: string): Markup {
  return html`<p>${text}</p>`;
}
