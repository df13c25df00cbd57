import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor } from '../support/browser.ts';
import { LOADED } from './field-page.ts';
import { makePdf } from './make-pdf.ts';
import { fieldOf, happyScript, sessionOf } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';
import { canvases, density, region, SCAN, scriptOf } from './viewer-page.ts';

const LINES = Array.from({ length: 20 }, (_, line) => `Clause ${line + 1} of this agreement`);
const LONG = { name: 'long.pdf', pages: Array.from({ length: 300 }, () => LINES) };
const IMAGE = 'q 400 0 0 400 50 200 cm /I1 Do Q';
const FAR_FIELD = fieldOf('fld_far', { label: 'Place of birth', page: 290 });

describe('a document of 300 pages', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = scriptOf([LONG], { ...sessionOf('en'), fields: [FAR_FIELD] });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visit() {
    const visitor = await newVisitor(browser, { device: 'phone' });
    const cdp = await visitor.context.newCDPSession(visitor.page);
    await visitor.page.goto(`${server.url}/sign`);
    // All that are near the view: what is painted from now on has another reason.
    for (const number of [1, 2, 3]) await darkPixels(visitor.page, `Page ${number} of 300`);
    return { ...visitor, cdp };
  }

  function scroll(cdp: CDPSession, distance: number): Promise<unknown> {
    const gesture = { x: 180, y: 370, yDistance: -distance, speed: 60_000, preventFling: true };
    return cdp.send('Input.synthesizeScrollGesture', gesture);
  }

  async function toTop(page: Page, label: string): Promise<void> {
    await region(page, label).evaluate((section: Scrollable) => section.scrollIntoView());
  }

  const pageInView = (page: Page) =>
    page.evaluate<string>(
      `document.elementFromPoint(180, 300).closest('.page')?.getAttribute('aria-label')`,
    );

  test('has canvases near the view alone, however fast one goes through it, and back', async () => {
    const { page, cdp, context, problems } = await visit();
    await scroll(cdp, 100_000);
    const label = await pageInView(page);
    expect(Number(/\d+/.exec(label)?.[0])).toBeGreaterThan(150);
    expect(await darkPixels(page, label)).toBeGreaterThan(1000);
    await expect.poll(async () => (await canvases(page)).count, LOADED).toBeGreaterThan(3);
    expect((await canvases(page)).count).toBeLessThan(9);
    expect(await region(page, 'Page 1 of 300').locator('canvas').count()).toBe(0);
    expect(await page.locator('.textLayer').count(), 'texts').toBeLessThan(9);

    await scroll(cdp, -110_000);
    expect(await darkPixels(page, 'Page 1 of 300')).toBeGreaterThan(1000);
    expect(await region(page, label).locator('canvas').count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('what a page was drawn from is freed with it, and its canvas made small', async () => {
    const image = { filter: 'ASCIIHexDecode', bits: 8, bytes: Buffer.from('80'.repeat(64)) };
    const pages = Array.from({ length: 30 }, () => ({ content: IMAGE, image }));
    server.script = scriptOf([{ name: 'scan.pdf', pages: pages.map(() => SCAN) }]);
    server.script.document = () => makePdf(pages);
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.addInitScript(`
      const { close } = ImageBitmap.prototype;
      window.freed = 0;
      ImageBitmap.prototype.close = function () {
        window.freed++;
        close.call(this);
      };
    `);
    await page.goto(`${server.url}/sign`);
    await darkPixels(page, 'Page 1 of 30');
    await page.evaluate(`
      window.kept = document.querySelector('.sheet-canvas canvas');
      window.freed = 0;
    `);
    await region(page, 'Page 30 of 30').evaluate((section: Scrollable) => section.scrollIntoView());
    await expect.poll(() => page.evaluate('window.kept.width'), LOADED).toBe(0);
    await expect.poll(() => page.evaluate('window.freed'), LOADED).toBeGreaterThan(0);
    await context.close();
  });

  test('the page one looks at is painted before those that lie around it', async () => {
    const { page, context } = await visit();
    await page.evaluate(`
      window.painted = [];
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) {
          if (addedNodes[0]?.nodeName !== 'CANVAS') continue;
          window.painted.push(target.closest('.page').getAttribute('aria-label'));
        }
      }).observe(document, { childList: true, subtree: true });
      document.querySelectorAll('.page')[199].scrollIntoView({ block: 'center' });
    `);
    await expect
      .poll(() => page.evaluate<string[]>('window.painted.slice(0, 3)'), LOADED)
      .toEqual(['Page 200 of 300', expect.anything(), expect.anything()]);
    await context.close();
  });

  test('what is entered on a far page stays there', async () => {
    const { page, context } = await visit();
    const field = page.getByRole('textbox', { name: 'Place of birth' });
    await field.fill('Passau');
    await darkPixels(page, 'Page 290 of 300');
    await page.evaluate('window.scrollTo(0, 0)');
    await expect
      .poll(() => region(page, 'Page 290 of 300').locator('canvas').count(), LOADED)
      .toBe(0);
    expect(await field.inputValue()).toBe('Passau');
    await context.close();
  });

  test('pages enlarged with two fingers become sharp, and are let go of again', async () => {
    const { page, cdp, context } = await visit();
    expect(await density(page, 'Page 1 of 300')).toBeCloseTo(3, 1);
    await toTop(page, 'Page 1 of 300');
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    await expect.poll(() => density(page, 'Page 1 of 300'), LOADED).toBeCloseTo(6, 1);
    expect(await density(page, 'Page 3 of 300'), 'out of view').toBeCloseTo(3, 1);
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 5 });
    const enlarged = () => page.locator('canvas').first().evaluate(pixelsOf);
    await expect.poll(enlarged, LOADED).toBeGreaterThan(15_000_000);
    expect(await enlarged(), 'the most that iOS draws').toBeLessThanOrEqual(16_000_000);
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 });
    await expect.poll(() => density(page, 'Page 1 of 300'), LOADED).toBeCloseTo(3, 1);
    await context.close();
  });

  test('a page that comes into view while all is enlarged becomes sharp too', async () => {
    const { page, cdp, context } = await visit();
    await toTop(page, 'Page 1 of 300');
    const gesture = { x: 180, y: 200, scaleFactor: 2, relativeSpeed: 800 };
    await cdp.send('Input.synthesizePinchGesture', gesture);
    await expect.poll(() => page.evaluate('visualViewport.scale')).toBeGreaterThan(1.5);
    await expect.poll(() => density(page, 'Page 1 of 300'), LOADED).toBeGreaterThan(4.5);
    await toTop(page, 'Page 9 of 300');
    await expect.poll(() => density(page, 'Page 9 of 300'), LOADED).toBeGreaterThan(4.5);
    await context.close();
  });

  test('each page is a region with its number and its text; the picture of it is hidden', async () => {
    const { page, context } = await visit();
    const first = region(page, 'Page 1 of 300');
    await first.getByText('Clause 20 of this agreement').waitFor();
    const read = await first.ariaSnapshot();
    expect(read.indexOf('Clause 1 of')).toBeLessThan(read.indexOf('Clause 2 of'));
    expect(read).not.toMatch(/img|canvas|picture/);
    const far = region(page, 'Page 200 of 300');
    expect(await far.ariaSnapshot(), 'a far one').not.toContain('Clause');
    await far.scrollIntoViewIfNeeded();
    await far.getByText('Clause 20 of this agreement').waitFor(LOADED);
    await context.close();
  });

  test('a page without text says so to a screen reader', async () => {
    server.script = scriptOf([{ name: 'scan.pdf', pages: [SCAN, LINES] }]);
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    const scan = region(page, 'Page 1 of 2');
    await expect
      .poll(() => scan.ariaSnapshot(), LOADED)
      .toContain('This page has no text that can be read out');
    await region(page, 'Page 2 of 2').getByText('Clause 20').waitFor();
    expect(await region(page, 'Page 2 of 2').ariaSnapshot()).not.toContain('has no text');
    await context.close();
  });
});

type Scrollable = { scrollIntoView(): void };

// Runs in the browser.
function pixelsOf({ width, height }: { width: number; height: number }): number {
  return width * height;
}
