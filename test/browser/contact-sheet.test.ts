import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchBrowser, newVisitor, sidewaysScroll, unexpected } from '../support/browser.ts';
import { type Locale, SCENES, type Scene, scriptOf } from './scenes.ts';
import { happyScript } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

const LOCALES: Locale[] = ['en', 'de'];
const DEVICES = ['phone', 'desktop'] as const;
const folder = fileURLToPath(new URL('../../dist/contact-sheet/pages', import.meta.url));

/**
 * Every state of the signing page, in both languages and widths: looked over by axe-core, and kept
 * as a picture in dist/contact-sheet/pages for people to look at.
 */
describe('every state of the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    writeFileSync(join(folder, 'index.html'), contactSheet());
  });

  test.each(SCENES)('$name', async (scene) => {
    for (const locale of LOCALES) {
      for (const device of DEVICES) {
        server.script = scriptOf(scene, locale);
        const colorScheme = device === 'phone' && locale === 'de' ? 'dark' : 'light';
        const visitor = await newVisitor(browser, { device, language: locale, colorScheme });
        const { page, context, problems } = visitor;
        await page.goto(server.url + (scene.path ?? '/sign/token'));
        await page.locator('h1').waitFor();
        await scene.steps?.(page, locale);
        await page.evaluate('document.fonts.ready');
        const dialog = await page.locator('dialog[open]').count();
        const path = join(folder, pictureOf(scene, locale, device));
        await page.screenshot({ path, fullPage: dialog === 0 && !scene.view, scale: 'css' });
        // Once in each width and each set of colours; the languages have the same parts.
        if ((device === 'phone') === (colorScheme === 'dark')) {
          const findings = (await axeFindings(page)).filter((line) => !isPlacedBox(line));
          expect(findings, `${locale}, ${device}`).toEqual([]);
        }
        expect(await sidewaysScroll(page), `${locale}, ${device}`).toBe(0);
        const others = unexpected(problems).filter((line) => !/api\/v1\/sign\/doc/.test(line));
        expect(others).toEqual([]);
        await context.close();
      }
    }
  });
});

// A box to tick stands where the document has it, as small as it is; the bar at the foot offers the
// same as a control of ordinary size (WCAG 2.2, 2.5.8, equivalent).
function isPlacedBox(finding: string): boolean {
  return finding.startsWith('target-size') && finding.includes('#field-');
}

function pictureOf({ name }: Scene, locale: Locale, device: string): string {
  return `${name.replaceAll(/[^\w]+/g, '-')}-${locale}-${device}.png`;
}

function contactSheet(): string {
  const rows = SCENES.map((scene) => {
    const pictures = LOCALES.flatMap((locale) =>
      DEVICES.map((device) => {
        const file = pictureOf(scene, locale, device);
        const alt = `${scene.name}, ${locale}, ${device}`;
        return `<a href="${file}"><img loading="lazy" src="${file}" alt="${alt}"></a>`;
      }),
    );
    return `<h2>${scene.name}</h2>\n<div>${pictures.join('\n')}</div>`;
  });
  return `<!doctype html>
<meta charset="utf-8">
<title>Signing page: every state</title>
<style>
  body { font-family: sans-serif; background: #ddd; }
  div { display: flex; gap: 12px; align-items: start; }
  img { height: 420px; max-width: 640px; object-fit: cover; object-position: top; }
</style>
<h1>Signing page: every state</h1>
${rows.join('\n')}
`;
}
