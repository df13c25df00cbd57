import { join } from 'node:path';
import { builtPage } from '../built-page.ts';
import { escapeHtml, html, type Markup, NOTHING } from '../html.ts';
import { LOCALES, type SiteLocale, TEXTS } from './texts/index.ts';

/** Where the frames are, and the pages of the operator that each page links to. */
export type SiteOptions = {
  /** Where scripts/build-web.ts left the frames. */
  webDir: string;
  privacyUrl: string | null;
  imprintUrl: string | null;
};

/** What one page puts into the frame. */
export type FramedPage = {
  lang: SiteLocale;
  title: string;
  main: Markup;
  /** A table of contents beside it. */
  aside?: Markup;
  /** The address of the same page, where there is one in each language. */
  switchAt?: string;
  /** How wide the column is: for reading, for cards side by side, or for a table of contents too. */
  width: 'text' | 'cards' | 'reference';
};

export type Frame = (page: FramedPage) => string;

/** Returns what puts a page into a frame of the build: `site.html` or `docs.html`. */
export function openFrame(options: SiteOptions, name: 'site.html' | 'docs.html'): Frame {
  const shell = builtPage(join(options.webDir, name), cutShell);
  return (page) => {
    const { beforeTitle, beforeBody, afterBody } = shell();
    const head = beforeTitle.replace('<html lang="en">', `<html lang="${page.lang}">`);
    const { markup } = body(options, page);
    return `${head}${escapeHtml(page.title)}${beforeBody}${markup}${afterBody}`;
  };
}

function cutShell(built: string) {
  const [beforeTitle, afterTitle, ...moreTitles] = built.split('{title}');
  const [beforeBody, afterBody, ...moreBodies] = (afterTitle ?? '').split('{body}');
  const whole = moreTitles.length === 0 && moreBodies.length === 0;
  if (beforeTitle === undefined || beforeBody === undefined || afterBody === undefined || !whole) {
    throw new Error('The frame has not one {title} and then one {body}');
  }
  return { beforeTitle, beforeBody, afterBody };
}

function body(options: SiteOptions, page: FramedPage): Markup {
  const t = TEXTS[page.lang];
  return html`<a class="skip" href="#main">${t.skip}</a>
<div class="layout site site-${page.width}">
<header class="top">
<a class="brand" href="/${page.switchAt ? `?lang=${page.lang}` : ''}">${LOGO}<span>${t.brand}</span></a>
${page.switchAt === undefined ? NOTHING : languages(page.lang, page.switchAt)}
</header>
${page.aside ?? NOTHING}
<main id="main">${page.main}</main>
${footer(options, page.lang)}
</div>`;
}

function languages(current: SiteLocale, address: string): Markup {
  const links = LOCALES.map(
    (each) =>
      html`<a class="language" href="${address}?lang=${each}" lang="${each}" hreflang="${each}"${
        each === current ? html` aria-current="true"` : NOTHING
      }>${TEXTS[each].languageName}</a>`,
  );
  return html`<nav class="languages" aria-label="${TEXTS[current].languageSwitch}">${links}</nav>`;
}

function footer({ privacyUrl, imprintUrl }: SiteOptions, lang: SiteLocale): Markup {
  const t = TEXTS[lang];
  const links = [
    { href: privacyUrl, label: t.privacy },
    { href: imprintUrl, label: t.imprint },
  ].flatMap(({ href, label }) =>
    href === null ? [] : [html`<a href="${href}" rel="noreferrer">${label}</a>`],
  );
  return links.length === 0 ? NOTHING : html`<footer>${links}</footer>`;
}

// The shapes of src/web/icon.svg.
const LOGO = html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="7" fill="#1d4f8f"/><path d="M8 22.5h16" stroke="#fff" stroke-width="2" stroke-linecap="round"/><path d="M9 18.5l9.5-9.5 3 3L12 21.5H9z" fill="#fff"/></svg>`;
