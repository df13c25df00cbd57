import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runWidth, toRuns } from '../../src/pdf/fonts.ts';
import {
  launchBrowser,
  newVisitor,
  sidewaysScroll,
  type VisitorOptions,
} from '../support/browser.ts';
import { LOADED } from './field-page.ts';
import { drawByMouse, INITIALS, SIGNATURE, signAndRead, WAVE } from './mark-page.ts';
import { happyScript, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

const HANDS = [
  { hand: 'formal', words: 'Formal' },
  { hand: 'flowing', words: 'Flowing' },
  { hand: 'everyday', words: 'Everyday' },
] as const;
const LONGEST = 'Maximiliane-Alexandra von '.repeat(5).slice(0, 120).trim();

describe('the hand of a typed signature', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.session = ({ locale }) =>
      sessionWithFields(locale ?? 'en', [SIGNATURE, INITIALS]);
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function atThePanel(options: VisitorOptions = {}, name = 'Žofie Łukasz') {
    const visitor = await newVisitor(browser, options);
    await visitor.page.goto(`${server.url}/sign`);
    await nameInput(visitor.page).fill(name);
    return visitor;
  }

  const nameInput = (page: Page) => page.locator('#name');
  const choice = (page: Page, words: string) =>
    page.getByRole('radio', { name: words, exact: true });
  const placed = (page: Page, type: string) => page.locator(`.placed-${type} .hand-text`);

  test('that is chosen is seen in the places of signature and initials, and sent', async () => {
    const { page, context, problems } = await atThePanel();
    expect(await choice(page, 'Formal').isChecked()).toBe(true);
    expect(await placed(page, 'signature').getAttribute('data-hand')).toBe('formal');
    await choice(page, 'Flowing').check();
    for (const type of ['signature', 'initials']) {
      expect(await placed(page, type).getAttribute('data-hand'), type).toBe('flowing');
    }
    const sent = await signAndRead(page, server);
    expect(sent.signature).toEqual({ kind: 'typed', text: 'Žofie Łukasz', font: 'flowing' });
    expect(sent.initials).toEqual({ kind: 'typed', text: 'ŽŁ', font: 'flowing' });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('is chosen beside the initials where the signature is drawn, and stays when they change', async () => {
    const { page, context } = await atThePanel();
    expect(await page.getByRole('group', { name: 'Handwriting' }).count()).toBe(1);
    await page.getByRole('radio', { name: 'Draw' }).first().check();
    await drawByMouse(page, WAVE);
    const initials = page.getByRole('group', { name: 'Your initials' });
    await initials.getByRole('radio', { name: 'Everyday' }).check();
    await initials.getByLabel('Initials', { exact: true }).fill('ZL');
    const sent = await signAndRead(page, server);
    expect(sent.signature.kind).toBe('drawn');
    expect(sent.initials).toEqual({ kind: 'typed', text: 'ZL', font: 'everyday' });
    await context.close();
  });

  test('is chosen with the arrow keys, seen to be in focus, and called by its name alone', async () => {
    const { page, context } = await atThePanel();
    await nameInput(page).focus();
    await page.keyboard.press('Tab');
    const group = page.getByRole('group', { name: 'Handwriting' });
    expect(await group.ariaSnapshot()).toBe(
      [
        '- group "Handwriting":',
        '  - text: Handwriting',
        '  - radio "Formal" [checked]',
        '  - text: Formal',
        '  - radio "Flowing"',
        '  - text: Flowing',
        '  - radio "Everyday"',
        '  - text: Everyday',
      ].join('\n'),
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await choice(page, 'Everyday').isChecked()).toBe(true);
    const label = page.locator('.hands label', { has: choice(page, 'Everyday') });
    expect(await label.evaluate(outlineOf)).toMatch(/^3px solid/);
    await page.keyboard.press('ArrowDown');
    expect(await choice(page, 'Formal').isChecked()).toBe(true);
    expect(await label.evaluate(outlineOf)).toMatch(/none/);
    await context.close();
  });

  test.each(HANDS)(
    '$hand is as wide as in the PDF: the same letters, nothing joined',
    async ({ hand, words }) => {
      const { page, context } = await atThePanel();
      await choice(page, words).check();
      for (const name of [
        'Anna-Lena Müller',
        'Jörg Großmann',
        'GROẞ',
        'Łukasz Żółć',
        'Řehoř Ďurďa',
        'İğdır',
        'Tofi Affe',
        'AV To',
      ]) {
        await nameInput(page).fill(name);
        await page.evaluate('document.fonts.ready.then(() => true)');
        const inPdf = toRuns(name, hand).reduce((sum, run) => sum + runWidth(run, 1), 0);
        const shown = () => placed(page, 'signature').evaluate(widthOf);
        await expect.poll(shown, { ...LOADED, message: name }).toBeCloseTo(inPdf, 1);
      }
      await context.close();
    },
  );

  test.each([
    { device: 'phone', name: LONGEST },
    { device: 'phone', name: 'W'.repeat(120) },
    { device: 'desktop', name: 'M'.repeat(40) },
    { device: 'phone', name: 'J' },
  ] as const)('$name is whole on a $device, each in a place to press', async ({ device, name }) => {
    const { page, context } = await atThePanel({ device }, name);
    await page.evaluate('document.fonts.ready.then(() => true)');
    for (const { words } of HANDS) {
      const label = page.locator('.hands label', { has: choice(page, words) });
      const box = await label.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      const whole = () => label.locator('.hand-text').evaluate(isWhole);
      await expect.poll(whole, { message: words }).toBe(true);
    }
    await expect.poll(() => placed(page, 'signature').evaluate(isWhole)).toBe(true);
    expect(await sidewaysScroll(page)).toBe(0);
    await context.close();
  });

  test.each([
    { language: 'en', sample: 'Your name', words: ['Formal', 'Flowing', 'Everyday'] },
    { language: 'de', sample: 'Ihr Name', words: ['Förmlich', 'Schwungvoll', 'Alltäglich'] },
  ] as const)(
    'is shown by a sample as long as nothing is typed ($language)',
    async ({ language, sample, words }) => {
      server.script.session = () => sessionWithFields(language, [SIGNATURE]);
      const { page, context } = await atThePanel({ language }, '');
      expect(await page.locator('.hands .hand-text').allTextContents()).toEqual([
        sample,
        sample,
        sample,
      ]);
      for (const each of words) expect(await choice(page, each).count()).toBe(1);
      expect(await placed(page, 'signature').count(), 'a sample is no signature').toBe(0);
      await context.close();
    },
  );

  test('is measured on one canvas, and once what was measured before', async () => {
    const { page, context } = await newVisitor(browser);
    await page.addInitScript(`
      const { measureText } = CanvasRenderingContext2D.prototype;
      window.measured = [];
      CanvasRenderingContext2D.prototype.measureText = function (text) {
        if (this.font.includes('Hand')) window.measured.push({ canvas: this.canvas, text });
        return measureText.call(this, text);
      };
    `);
    const counts = (text: string) =>
      page.evaluate<number[]>(`[
        new Set(measured.map(({ canvas }) => canvas)).size,
        measured.filter(({ text }) => text === '${text}').length,
      ]`);
    await page.goto(`${server.url}/sign`);
    await nameInput(page).fill('Ada');
    await page.evaluate('document.fonts.ready.then(() => true)');
    await expect.poll(async () => (await counts('Ada'))[1]).toBeGreaterThanOrEqual(3);
    await nameInput(page).fill('Ada L');
    const [canvases, before] = await counts('Ada');
    expect(canvases).toBe(1);
    await nameInput(page).fill('Ada');
    expect(await counts('Ada')).toEqual([1, before]);
    await context.close();
  });

  test('costs a font a hand, and none before the panel is there', async () => {
    const { page, context, requests } = await newVisitor(browser);
    const fonts = () =>
      requests.flatMap((line) => /\/assets\/(\w+)-[\w-]+\.woff2$/.exec(line)?.[1] ?? []);
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByRole('button', { name: 'Open documents' }).waitFor();
    expect(fonts()).toEqual([]);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await choice(page, 'Formal').waitFor();
    await expect.poll(() => fonts().toSorted(), LOADED).toEqual(['everyday', 'flowing', 'formal']);
    await nameInput(page).fill('Ελένη');
    await expect
      .poll(() => fonts().toSorted(), LOADED)
      .toEqual(['everyday', 'flowing', 'formal', 'greek']);
    await context.close();
  });
});

type Element = {
  scrollWidth: number;
  clientWidth: number;
  ownerDocument: { defaultView: { getComputedStyle(element: unknown): Record<string, string> } };
};

// Run in the browser: they can use nothing of this file.
function outlineOf(element: Element): string {
  const style = element.ownerDocument.defaultView.getComputedStyle(element);
  return `${style.outlineWidth} ${style.outlineStyle}`;
}

/** In ems, without the room for ends that swing out. */
function widthOf(element: Element & { style: { getPropertyValue(name: string): string } }): number {
  const value = (name: string) => Number(element.style.getPropertyValue(name));
  return value('--ems') - value('--before') - value('--after');
}

function isWhole(element: Element): boolean {
  return element.scrollWidth <= element.clientWidth + 1;
}
