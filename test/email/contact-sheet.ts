/**
 * Makes pictures of every mail, for people to look at: `node --import tsx test/email/contact-sheet.ts`.
 * They go to dist/contact-sheet/mails/, with an index.html that shows all of them.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Locale, type RenderedMail, renderMail } from '../../src/email/render-mail.ts';
import { launchBrowser } from '../support/browser.ts';
import { ownerMails, type Sample, samples } from './sample-mails.ts';

const FOLDER = fileURLToPath(new URL('../../dist/contact-sheet/mails/', import.meta.url));
const LEGAL = {
  privacyUrl: 'https://sign.example.com/privacy',
  imprintUrl: 'https://sign.example.com/imprint',
};
const WIDTHS = { phone: 360, desktop: 700 } as const;
const SCHEMES = ['light', 'dark'] as const;

type Shot = { name: string; file: string; locale: Locale; mail: RenderedMail };

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

async function main(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const shots = await Promise.all(
    [...samples, ...ownerMails].flatMap((sample) =>
      (['en', 'de'] as const).map((locale) => shotOf(sample, locale)),
    ),
  );
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    for (const shot of shots) await photograph(page, shot);
  } finally {
    await browser.close();
  }
  await writeFile(join(FOLDER, 'index.html'), indexOf(shots));
  process.stdout.write(`${shots.length * 4} pictures: ${join(FOLDER, 'index.html')}\n`);
}

async function shotOf({ name, content, toSender }: Sample, locale: Locale): Promise<Shot> {
  const mail = await renderMail(content, { locale, timeZone: 'Europe/Berlin', legal: LEGAL });
  const title = `${name}${toSender ? ', to the sender' : ''}`;
  return { name: title, file: `${title.replace(/\W+/gu, '-')}-${locale}`, locale, mail };
}

async function photograph(page: Page, { file, mail }: Shot): Promise<void> {
  await page.setContent(mail.html);
  for (const [device, width] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width, height: 400 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const path = join(FOLDER, `${file}-${device}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
}

function indexOf(shots: readonly Shot[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails</title>
<style>
body { font-family: system-ui, sans-serif; margin: 24px; background: #888; }
section { margin-bottom: 48px; } div { display: flex; gap: 12px; align-items: flex-start; }
img { border: 1px solid #555; } pre { background: #fff; padding: 12px; max-width: 60ch; white-space: pre-wrap; }
</style>
${shots.map(sectionOf).join('\n')}</html>
`;
}

function sectionOf({ name, file, locale, mail }: Shot): string {
  const pictures = Object.entries(WIDTHS).flatMap(([device, width]) =>
    SCHEMES.map((scheme) => {
      const alt = `${name}, ${locale}, ${device}, ${scheme}`;
      return `<img src="${file}-${device}-${scheme}.png" width="${width}" alt="${alt}" loading="lazy">`;
    }),
  );
  return `<section><h2>${name}, ${locale}</h2><p>${escapeHtml(mail.subject)}</p>
<div>${pictures.join('')}<pre>${escapeHtml(mail.text)}</pre></div></section>`;
}

await main();
