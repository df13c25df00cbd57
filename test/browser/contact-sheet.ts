import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import {
  launchBrowser,
  newTab,
  newWindow,
  sidewaysScroll,
  unexpected,
} from '../support/browser.ts';
import { type Locale, SCENES, type Scene, scriptOf } from './scenes.ts';
import { happyScript } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

type Device = (typeof DEVICES)[number];

const LOCALES: Locale[] = ['en', 'de'];
const DEVICES = ['phone', 'desktop'] as const;
const folder = fileURLToPath(new URL('../../dist/contact-sheet/pages', import.meta.url));

/**
 * Every state of the signing page at one width, in both languages: looked over by axe-core, and
 * kept as a picture in dist/contact-sheet/pages for people to look at. A file for each width, so
 * that two cores share the work.
 */
export function describeEveryState(device: Device): void {
  describe(`every state of the page on a ${device}`, { timeout: 60_000 }, () => {
    let browser: Browser;
    let server: StubServer;
    // One for all states, which then share the scripts in its cache; each state has its own tab.
    const windows = new Map<Locale, BrowserContext>();

    beforeAll(async () => {
      mkdirSync(folder, { recursive: true });
      server = await startStub(happyScript('en'));
      browser = await launchBrowser();
      for (const locale of LOCALES) {
        const colorScheme = isDark(locale, device) ? 'dark' : 'light';
        const look = { device, language: locale, colorScheme, density: 1 } as const;
        windows.set(locale, await newWindow(browser, look));
      }
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await server?.close();
      writeFileSync(join(folder, 'index.html'), contactSheet());
    });

    const cases = SCENES.flatMap((scene) => LOCALES.map((locale) => ({ scene, locale })));
    test.each(cases)('$scene.name, $locale', async ({ scene, locale }) => {
      server.script = scriptOf(scene, locale);
      const { page, problems } = await newTab(present(windows.get(locale)));
      await page.goto(server.url + (scene.path ?? '/sign/token'));
      await page.locator('h1').waitFor();
      await scene.steps?.(page, locale);
      await page.evaluate('document.fonts.ready');
      const dialog = await page.locator('dialog[open]').count();
      const path = join(folder, pictureOf(scene, locale, device));
      await page.screenshot({ path, fullPage: dialog === 0 && !scene.view, scale: 'css' });
      if (isLookedOver(locale, device)) {
        expect((await axeFindings(page)).filter((line) => !isPlacedBox(line))).toEqual([]);
      }
      expect(await sidewaysScroll(page)).toBe(0);
      const others = unexpected(problems).filter((line) => !/api\/v1\/sign\/doc/.test(line));
      expect(others).toEqual([]);
      await page.close();
    });
  });
}

function isDark(locale: Locale, device: Device): boolean {
  return device === 'phone' && locale === 'de';
}

// Once in each width, each language and each set of colours; the languages have the same parts.
function isLookedOver(locale: Locale, device: Device): boolean {
  return (device === 'phone') === (locale === 'de');
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is no window');
  return value;
}

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
