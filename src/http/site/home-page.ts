import { html, type Markup } from '../html.ts';
import type { FramedPage } from './frame.ts';
import { type SiteLocale, TEXTS } from './texts/index.ts';

/** What this server is, for whoever comes to its bare address. */
export function homePage(lang: SiteLocale, { inbox }: { inbox: boolean }): FramedPage {
  const { title, intro, mail, file, developer } = TEXTS[lang].home;
  const more = [
    { href: '/api/v1/openapi.json', label: developer.openapi },
    ...(inbox ? [{ href: '/inbox', label: developer.inbox }] : []),
  ].map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`);
  const main = html`<div class="intro"><h1>${title}</h1><p>${intro}</p></div>
<div class="cards">
${card(
  mail.title,
  html`<p>${mail.text}</p><p class="muted">${mail.lost}</p>`,
  html`<a href="/electronic-signature?lang=${lang}">${mail.link}</a>`,
)}
${card(
  file.title,
  html`<p>${file.text}</p>`,
  html`<a class="button primary" href="/verify">${file.link}</a>`,
)}
${card(
  developer.title,
  html`<p>${developer.text}</p><ul class="links">${more}</ul>`,
  html`<a class="button secondary" href="/docs">${developer.docs}</a>`,
)}
</div>`;
  return { lang, title, main, switchAt: '/', width: 'cards' };
}

function card(title: string, text: Markup, action: Markup): Markup {
  return html`<section class="card"><h2>${title}</h2>${text}<p class="action">${action}</p></section>`;
}
