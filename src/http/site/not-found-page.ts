import { html } from '../html.ts';
import type { FramedPage } from './frame.ts';
import { type SiteLocale, TEXTS } from './texts/index.ts';

/** What a person sees at an address where there is nothing. */
export function notFoundPage(lang: SiteLocale): FramedPage {
  const { title, text, home } = TEXTS[lang].notFound;
  const main = html`<div class="card">
<h1>${title}</h1>
<p>${text}</p>
<p class="action"><a class="button primary" href="/">${home}</a></p>
</div>`;
  return { lang, title, main, width: 'text' };
}
