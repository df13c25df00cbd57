import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { checkButton, fillInAll, place } from './field-page.ts';
import { happyScript, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

/** What there is at a stop of the Tab key. */
type Stop = { name: string; outlined: boolean; inView: boolean; covered: string | null };

describe('for those who see, move or read otherwise', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.open = () => sessionWithFields('en');
    server.script.session = () => sessionWithFields('en');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function stops(page: Page, count: number): Promise<Stop[]> {
    const found: Stop[] = [];
    for (let index = 0; index < count; index++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<Stop | null>(STOP);
      if (stop) found.push(stop);
    }
    return found;
  }

  async function opened(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${server.url}/sign`);
    await place(page).waitFor();
    return page;
  }

  test.each(['phone', 'desktop'] as const)(
    'on a %s each stop of the Tab key is seen, and they come in order',
    async (device) => {
      const { page, context } = await newVisitor(browser, { device });
      await page.goto(`${server.url}/sign`);
      await place(page).waitFor();
      const found = await stops(page, 26);
      const hidden = found.filter(
        ({ outlined, inView, covered }) => !outlined || !inView || covered,
      );
      expect(hidden).toEqual([]);
      const names = found.map(({ name }) => name);
      const wanted = [
        'employment_agreement.pdf',
        'Place of birth',
        'Tax number',
        'I have read the house rules',
        'Send me the newsletter',
        'IBAN',
        'Your full name',
        'Check and sign',
      ].map((name) => names.indexOf(name));
      expect(wanted).not.toContain(-1);
      expect(wanted).toEqual(wanted.toSorted((a, b) => a - b));
      await context.close();
    },
  );

  test('in the last look the focus stays inside, and Escape leads back', async () => {
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await fillInAll(page);
    await checkButton(page).click();
    const found = await stops(page, 8);
    const hidden = found.filter(({ outlined, inView, covered }) => !outlined || !inView || covered);
    expect(hidden).toEqual([]);
    expect(await page.evaluate('document.activeElement.closest("dialog, body").tagName')).toMatch(
      /DIALOG|BODY/,
    );
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate('document.activeElement.textContent'))
      .toBe('Check and sign');
    await context.close();
  });

  // 1280 px at 200 % and at 400 % (WCAG 2.2, 1.4.4 and 1.4.10).
  test.each([640, 320])('in %i pixels nothing is cut off or scrolls sideways', async (width) => {
    const { page, context } = await newVisitor(browser);
    await page.setViewportSize({ width, height: 512 });
    await page.goto(`${server.url}/sign/token`);
    await page.getByRole('button', { name: 'Open documents' }).waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await fillInAll(page);
    expect(await sidewaysScroll(page)).toBe(0);
    await checkButton(page).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(CUT_OFF)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Decline' }).click();
    expect(await page.evaluate(CUT_OFF)).toEqual([]);
    await context.close();
  });

  test('letters twice as large stay inside what holds them', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign/token`);
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    await page.getByRole('button', { name: 'Open documents' }).click();
    await place(page).waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    await context.close();
  });

  test('in forced colours what can be operated keeps an edge, and the focus is seen', async () => {
    const context = await browser.newContext({ forcedColors: 'active', colorScheme: 'dark' });
    const page = await opened(context);
    const without = await page.evaluate<string[]>(WITHOUT_EDGE);
    expect(without).toEqual([]);
    const found = await stops(page, 20);
    expect(found.filter(({ outlined }) => !outlined)).toEqual([]);
    await context.close();
  });

  test('nothing moves for those who asked for less motion', async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await opened(context);
    await fillInAll(page);
    await checkButton(page).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe(
      'auto',
    );
    await context.close();
  });
});

// Evaluated in the browser as text, since the server's sources are checked without the DOM.
const STOP = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  // Some rings stand on what is around a control that fills it.
  const ring = [element, element.parentElement, element.parentElement.parentElement];
  const outlined = ring.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2;
  const y = box.top + Math.min(box.height, innerHeight) / 2;
  const inView = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const top = inView ? document.elementFromPoint(x, y) : null;
  const own = !top || element.contains(top) || top.contains(element) ||
    top.closest('label')?.control === element;
  const name = element.labels?.[0]?.textContent || element.getAttribute('aria-label') ||
    element.textContent;
  return { name: name.trim(), outlined, inView, covered: own ? null : top.outerHTML.slice(0, 120) };
})()`;

const CUT_OFF = `[...document.querySelectorAll('dialog[open] *')]
  .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1 &&
    getComputedStyle(each).overflowX !== 'visible' && !each.closest('.unseen'))
  .map((each) => each.outerHTML.slice(0, 120))`;

const WITHOUT_EDGE = `[...document.querySelectorAll('button.button, .panel input[type=text], .placed-control')]
  .filter((each) => each.offsetParent)
  .filter((each) => {
    const { borderTopWidth, borderTopStyle, outlineStyle, boxShadow } = getComputedStyle(each);
    const border = borderTopStyle !== 'none' && parseFloat(borderTopWidth) > 0;
    return !border && outlineStyle === 'none' && boxShadow === 'none';
  })
  .map((each) => each.outerHTML.slice(0, 120))`;
