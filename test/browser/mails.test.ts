import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderMail } from '../../src/email/render-mail.ts';
import { samples } from '../email/sample-mails.ts';
import { launchBrowser } from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const frame = {
  timeZone: 'Europe/Berlin',
  legal: {
    privacyUrl: 'https://legal.example/privacy',
    imprintUrl: 'https://legal.example/imprint',
  },
};

type Outcome = {
  violations: { id: string; nodes: { html: string }[] }[];
  passes: { id: string }[];
};

/** What axe-core finds, by rule; rules on landmarks are for pages: a mail is shown inside one. */
function check(page: Page): Promise<Outcome> {
  return page.evaluate(
    `axe.run(document, { rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } })`,
  );
}

describe('every mail in a browser', () => {
  let browser: Browser;
  // One for all mails: axe-core stays in it, and each mail takes the place of the one before.
  let page: Page;
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.evaluate(AXE);
    page.on('request', (request) => void requests.push(request.url()));
  });
  beforeEach(() => {
    requests.length = 0;
  });
  afterAll(() => browser?.close());

  const cases = samples.flatMap((sample) =>
    (['en', 'de'] as const).map((locale) => ({ ...sample, locale })),
  );

  it.each(cases)(
    '$name, sender $toSender, $locale: can be read by everybody, light on a phone and dark on a desk',
    async ({ content, locale }) => {
      const { html } = await renderMail(content, { ...frame, locale });
      await page.setContent(html);
      for (const [width, colorScheme] of [
        [320, 'light'],
        [700, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        const { violations, passes } = await check(page);
        const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
        expect(found, colorScheme).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      expect(requests).toEqual([]);
    },
  );

  it('wraps the longest names on a phone', async () => {
    const long = 'Arbeitsvertrag_mit_sehr_langem_Namen_'.repeat(6);
    const content = samples[0]?.content;
    if (content?.template !== 'signing_request') throw new Error('wrong sample');
    const hostile = { ...content, title: long, documents: [long, long], message: long };
    const { html } = await renderMail(hostile, { ...frame, locale: 'de' });
    await page.setViewportSize({ width: 320, height: 800 });
    await page.setContent(html);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});
