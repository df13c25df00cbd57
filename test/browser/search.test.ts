import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { LOADED } from './field-page.ts';
import { happyScript } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';
import { region, SCAN, scriptOf } from './viewer-page.ts';

const filler = (count: number) => Array.from({ length: count }, () => ['Nothing to see here']);

/** “Kündigung” on pages 1 (twice) and 8 of the first document, and on page 2 of the second. */
const CONTRACT = {
  name: 'contract.pdf',
  pages: [
    ['Die Kündigung ist schriftlich.', 'Jede KUNDIGUNG wird bestätigt.'],
    ...filler(6),
    ['Eine Kündi-', 'gung ohne Grund ist unwirksam.'],
    ['Die Vergütung', 'betr\xe4gt 3.000 EUR; Stra\xdfe 7.'],
  ],
};
const ANNEX = { name: 'annex.pdf', pages: [...filler(1), ['Nach der Kündigung endet alles.']] };
const PHOTO = { name: 'photo.pdf', pages: [SCAN, SCAN] };

describe('the search over the documents', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = scriptOf([CONTRACT, ANNEX]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const opener = (page: Page) =>
    page.getByRole('button', { name: 'Find in the documents' }).filter({ visible: true });
  const field = (page: Page) => page.getByRole('searchbox', { name: 'Find in the documents' });
  const answer = (page: Page) => page.locator('.search-answer');
  const marked = (page: Page) =>
    page.evaluate<string[]>(
      `['found-current', 'found'].map((name) =>
        [...(CSS.highlights.get(name) ?? [])].map(String).join(' | '))`,
    );

  async function visit(device: 'phone' | 'desktop' = 'desktop') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await region(visitor.page, `Page 1 of ${CONTRACT.pages.length}`).locator('canvas').waitFor();
    return visitor;
  }

  async function look(page: Page, text: string): Promise<void> {
    if (!(await field(page).isVisible())) await opener(page).click();
    await field(page).fill(text);
  }

  test('finds words in all documents, painted or not, and goes from hit to hit', async () => {
    const { page, context, problems } = await visit();
    await look(page, 'kundigung');
    await answer(page).getByText('Hit 1 of 4, page 1 of contract.pdf').waitFor(LOADED);
    await answer(page).getByText('1 of 4', { exact: true }).waitFor();
    await expect.poll(() => marked(page)).toEqual(['Kündigung', 'KUNDIGUNG']);

    await field(page).press('Enter');
    await answer(page).getByText('Hit 2 of 4, page 1 of contract.pdf').waitFor();
    await expect.poll(() => marked(page)).toEqual(['KUNDIGUNG', 'Kündigung']);

    await field(page).press('Enter');
    await expect.poll(() => marked(page), LOADED).toEqual(['Kündi-gung', expect.anything()]);
    const far = region(page, 'Page 8 of 9').getByText('gung ohne Grund');
    await expect.poll(() => far.evaluate(isInView), LOADED).toBe(true);

    await page.getByRole('button', { name: 'Next hit' }).click();
    await answer(page).getByText('Hit 4 of 4, page 2 of annex.pdf').waitFor();
    const last = region(page, 'Page 2 of 2').getByText('Nach der Kündigung');
    await expect.poll(() => last.evaluate(isInView), LOADED).toBe(true);

    await page.getByRole('button', { name: 'Next hit' }).click();
    await answer(page).getByText('Hit 1 of 4').waitFor();
    await field(page).press('Shift+Enter');
    await answer(page).getByText('Hit 4 of 4').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each([
    {
      query: 'vergutung betragt 3.000',
      hit: 'Vergütung | betr\xe4gt 3.000',
      why: 'over a line end',
    },
    { query: '  STRASSE  7', hit: 'Stra\xdfe 7', why: 'ss and ß, and spaces' },
  ])('finds “$query”: $why', async ({ query, hit }) => {
    const { page, context } = await visit();
    await look(page, query);
    await answer(page).getByText('Hit 1 of 1, page 9').waitFor(LOADED);
    await expect.poll(async () => (await marked(page))[0], LOADED).toBe(hit.replace(' | ', ''));
    await context.close();
  });

  test('begins at the page in view and not at the beginning', async () => {
    const { page, context } = await visit();
    await region(page, 'Page 5 of 9').scrollIntoViewIfNeeded();
    await look(page, 'kündigung');
    await answer(page).getByText('Hit 3 of 4, page 8').waitFor(LOADED);
    await context.close();
  });

  test('says that nothing was found, and of a scan that there is nothing to search in', async () => {
    server.script = scriptOf([CONTRACT, PHOTO]);
    const { page, context } = await visit();
    await look(page, 'xyzzy');
    const status = answer(page).getByRole('status');
    await status.getByText('Nothing found').waitFor(LOADED);
    await status.getByText('photo.pdf has no text to search in: its pages are pictures.').waitFor();
    expect(await status.getByText('contract.pdf').count()).toBe(0);
    await expect.poll(() => marked(page)).toEqual(['', '']);
    await context.close();
  });

  test('a document that fails is said to be unsearched', async () => {
    const { document } = server.script;
    server.script.document = (id) => (id === 'sigdoc_2' ? 500 : document(id));
    const { page, context } = await visit();
    await look(page, 'kündigung');
    await answer(page).getByText('annex.pdf could not be searched.').waitFor(LOADED);
    await answer(page).getByText('1 of 3', { exact: true }).waitFor();
    await context.close();
  });

  test('Escape closes it, takes the marks away and gives the focus back', async () => {
    const { page, context } = await visit();
    await opener(page).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Kündigung');
    await answer(page).getByText('1 of 4', { exact: true }).waitFor(LOADED);
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
    await expect.poll(() => marked(page)).toEqual(['', '']);
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
      .toBe('Find in the documents');
    expect(await opener(page).getAttribute('aria-expanded')).toBe('false');
    await context.close();
  });

  test('closed while a hit is waited for, it leaves the view where it is', async () => {
    const { page, context } = await visit();
    await look(page, 'kündigung');
    await answer(page).getByText('1 of 4', { exact: true }).waitFor(LOADED);
    await field(page).press('Enter');
    // Before the page of the third hit can be painted.
    const left = await page.evaluate<number>(`(async () => {
      document.querySelector('[aria-label="Next hit"]').click();
      await new Promise(requestAnimationFrame);
      const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
      document.querySelector('[type=search]').dispatchEvent(escape);
      return scrollY;
    })()`);
    await region(page, 'Page 8 of 9').getByText('gung ohne Grund').waitFor(LOADED);
    expect(await page.locator('.search-answer').count()).toBe(0);
    expect(left).toBeGreaterThan(1000);
    // By the height of the bar at most.
    const after = await page.evaluate<number>('scrollY');
    expect(Math.abs(after - left)).toBeLessThan(100);
    await context.close();
  });

  test('a browser that marks no text gets a frame around the page', async () => {
    const { page, context } = await newVisitor(browser);
    await page.addInitScript('Object.defineProperty(window, "CSS", { value: {} })');
    await page.goto(`${server.url}/sign`);
    await region(page, 'Page 1 of 9').locator('canvas').waitFor();
    await look(page, 'ohne Grund');
    await answer(page).getByText('Hit 1 of 1, page 8').waitFor(LOADED);
    expect(await page.locator('[data-found]').getAttribute('aria-label')).toBe('Page 8 of 9');
    const hit = region(page, 'Page 8 of 9').getByText('ohne Grund');
    await expect.poll(() => hit.evaluate(isInView), LOADED).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-found]').count()).toBe(0);
    await context.close();
  });

  test('on a phone the hit is seen between the bar above and the bar at the foot', async () => {
    const { page, context, problems } = await visit('phone');
    await opener(page).tap();
    await field(page).fill('ohne Grund');
    await answer(page).getByText('Hit 1 of 1, page 8').waitFor(LOADED);
    const hit = region(page, 'Page 8 of 9').getByText('ohne Grund');
    await expect.poll(() => hit.evaluate(isUncovered), LOADED).toBe(true);
    expect(await sidewaysScroll(page)).toBe(0);
    const bar = await page.locator('.search').boundingBox();
    const foot = await page.locator('.foot').boundingBox();
    expect(bar?.y).toBeCloseTo(0, 0);
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeCloseTo(740, 0);
    expect(problems).toEqual([]);
    await context.close();
  });
});

type Element = { getBoundingClientRect(): { x: number; y: number; width: number; height: number } };
type Window = {
  innerHeight: number;
  document: { elementFromPoint(x: number, y: number): unknown };
};

// Both run in the browser.
function isInView(element: Element): boolean {
  const { y, height } = element.getBoundingClientRect();
  return y >= 0 && y + height <= (globalThis as unknown as Window).innerHeight;
}

function isUncovered(element: Element): boolean {
  const { x, y, height } = element.getBoundingClientRect();
  const { document } = globalThis as unknown as Window;
  return document.elementFromPoint(x + 2, y + height / 2) === element;
}
