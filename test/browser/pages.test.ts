import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { link } from '../email/sample-mails.ts';
import { axeColourFindings, axeFindings } from '../support/axe.ts';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { type SiteServer, startSite } from './site-server.ts';

describe('the pages for whoever comes without a link', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: SiteServer;
  beforeAll(async () => {
    server = await startSite();
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const pages = (): string[] => [
    '/?lang=en',
    '/?lang=de',
    '/electronic-signature?lang=en',
    '/electronic-signature?lang=de',
    '/docs',
    '/inbox',
    `/inbox/${server.mail}`,
    `/inbox/${server.longMail}`,
    '/inbox/unknown',
    '/nowhere',
  ];

  /** Opens all that is folded, so that it is looked at as well. */
  async function unfold(page: Page): Promise<void> {
    await page.evaluate(
      `for (const each of document.querySelectorAll('details')) each.open = true`,
    );
  }

  // Chromium notes a page that is a 404 as a resource that failed.
  const unforeseen = (problems: string[]) =>
    problems.filter((line) => !/status of 404.*\/(?:nowhere|inbox\/unknown)\)/.test(line));

  test.each(['phone', 'desktop'] as const)(
    'axe finds nothing on a %s, in the light and in the dark',
    async (device) => {
      const { page, context, problems, requests } = await newVisitor(browser, {
        device,
        language: 'en',
      });
      for (const path of pages()) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(server.url + path);
        expect(await sidewaysScroll(page), path).toBe(0);
        await unfold(page);
        expect(await axeFindings(page), path).toEqual([]);
        expect(await sidewaysScroll(page), `${path} unfolded`).toBe(0);
        // What there is and where does not change with the colours.
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await axeColourFindings(page), `${path} in the dark`).toEqual([]);
        expect(await sidewaysScroll(page), `${path} in the dark`).toBe(0);
      }
      expect(unforeseen(problems)).toEqual([]);
      expect(requests.filter((each) => !each.startsWith(`GET ${server.url}/`))).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test('nothing needs scrolling sideways at 320 pixels, where 200 % zoom may lead', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of pages()) {
      await page.goto(server.url + path);
      await unfold(page);
      expect(await sidewaysScroll(page), path).toBe(0);
    }
    await context.close();
  });

  test('lines are no longer than is good to read', async () => {
    const { page, context } = await newVisitor(browser, { language: 'en' });
    for (const path of pages()) {
      await page.goto(server.url + path);
      const widest: number =
        await page.evaluate(`Math.max(...[...document.querySelectorAll('main p')]
        .map((p) => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)))`);
      // A letter is half as wide as high, or a little more.
      expect(widest, path).toBeLessThan(46);
    }
    await context.close();
  });

  test('in forced colours buttons, fields and cards keep their borders', async () => {
    const { page, context } = await newVisitor(browser, { language: 'en' });
    await page.emulateMedia({ forcedColors: 'active' });
    for (const path of ['/', '/docs', '/inbox', `/inbox/${server.mail}`]) {
      await page.goto(server.url + path);
      const without: string[] = await page.evaluate(`[...document.querySelectorAll(
        '.button, .card, .operation, .address .method, input[type=search], pre, .mails, iframe')]
        .filter((each) => parseFloat(getComputedStyle(each).borderTopWidth) === 0)
        .map((each) => each.outerHTML.slice(0, 80))`);
      expect(without, path).toEqual([]);
      expect(await axeFindings(page), path).toEqual([]);
    }
    await context.close();
  });

  test('the keyboard skips to the content, sees where it is, and switches the language', async () => {
    const { page, context } = await newVisitor(browser, { language: 'de' });
    await page.goto(`${server.url}/electronic-signature`);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Zum Inhalt springen' });
    expect(await skip.evaluate('document.activeElement.className')).toBe('skip');
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe(
      'solid',
    );
    await page.getByRole('link', { name: 'English' }).press('Enter');
    await page.getByRole('heading', { name: 'What an electronic signature means here' }).waitFor();
    await page.waitForURL(`${server.url}/electronic-signature?lang=en`);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  test('a link to an operation leads to it, on a phone too', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone', language: 'en' });
    await page.goto(`${server.url}/docs#envelopes-create`);
    const heading = page.getByRole('heading', { name: 'Create a signing envelope' });
    await expect.poll(async () => (await heading.boundingBox())?.y ?? -1).toBeLessThan(100);
    expect((await heading.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.evaluate('scrollTo(0, 0)');
    await page.getByText('Contents', { exact: true }).click();
    await page.getByRole('link', { name: 'Void an envelope' }).first().click();
    await page.waitForURL(/#envelopes-void$/);
    await expect.poll(() => page.locator('.contents > details').getAttribute('open')).toBeNull();
    await context.close();
  });

  test('the contents of the reference stand open beside it, and can be filtered', async () => {
    const { page, context } = await newVisitor(browser, { language: 'en' });
    await page.goto(`${server.url}/docs`);
    const shown = page.locator('.operations li:visible');
    const all = await shown.count();
    expect(all).toBeGreaterThan(30);
    await page.getByLabel('Find an operation').fill('POST  sess');
    expect(await shown.allInnerTexts()).toEqual([expect.stringContaining('/sign/sessions')]);
    expect(await page.getByRole('status').innerText()).toBe('1 found');
    await page.getByLabel('Find an operation').fill('');
    expect(await shown.count()).toBe(all);
    expect(await page.locator('[role=status]').textContent()).toBe('');
    await context.close();
  });

  test('without a script the reference is whole', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/docs`);
    expect(await page.locator('section.operation:visible').count()).toBeGreaterThan(30);
    expect(await page.getByLabel('Find an operation').isVisible()).toBe(false);
    await page.getByText('Contents', { exact: true }).click();
    expect(await page.locator('.operations li:visible').count()).toBeGreaterThan(30);
    await context.close();
  });

  test('the inbox shows the link to sign at once, and the mail as on a phone', async () => {
    const { page, context } = await newVisitor(browser, { language: 'en' });
    await page.goto(`${server.url}/inbox`);
    await page.getByRole('link', { name: 'Please sign' }).click();
    const links = page.locator('.mail-links a');
    await links.first().waitFor();
    await page.waitForLoadState();
    expect(await links.count()).toBe(1);
    expect(await links.first().getAttribute('href')).toBe(link);
    expect(await links.first().getAttribute('class')).toBe('button primary');
    const frame = page.locator('iframe');
    const wide = (await frame.boundingBox())?.width ?? 0;
    expect(wide).toBeGreaterThan(550);
    await page.getByLabel('Desktop').press('ArrowRight');
    await expect.poll(async () => (await frame.boundingBox())?.width).toBe(375);
    const inner = page.frameLocator('iframe');
    await inner.getByText('Your signature is requested').first().waitFor();
    await context.close();
  });

  test('an inbox of many mails is leafed through, an empty one says so', async () => {
    const { page, context } = await newVisitor(browser, { language: 'en' });
    await server.refill(205);
    const seen = new Set<string>();
    await page.goto(`${server.url}/inbox`);
    for (const expected of [100, 100, 5]) {
      const addresses: string[] = await page.evaluate(
        `[...document.querySelectorAll('.mails a')].map((a) => a.href)`,
      );
      expect(addresses).toHaveLength(expected);
      for (const each of addresses) seen.add(each);
      const older = page.getByRole('link', { name: 'Older mails' });
      expect(await older.count()).toBe(expected === 5 ? 0 : 1);
      if (expected === 5) continue;
      const before = page.url();
      await older.click();
      await page.waitForURL((url) => url.href !== before);
    }
    expect(seen.size).toBe(205);
    await page.getByRole('link', { name: 'Newest mails' }).click();
    await page.waitForURL(({ search }) => search === '');
    await server.refill(0);
    await page.reload();
    await page.getByText('No mail yet').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });
});
