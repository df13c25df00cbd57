import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { checkButton, LOADED } from './field-page.ts';
import {
  drawByMouse,
  imageOf,
  inkOf,
  inPlace,
  measureInk,
  type Point,
  pad,
  placesOn,
  SIGNATURE,
  signAndRead,
  WAVE,
} from './mark-page.ts';
import { happyScript, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

const FLAT: Point[] = [
  [0.1, 0.9],
  [0.5, 0.92],
  [0.9, 0.9],
];

describe('a drawn signature', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.session = ({ locale }) => sessionWithFields(locale ?? 'en', [SIGNATURE]);
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function atThePanel(kind: 'Type' | 'Draw' | 'Upload', device?: 'phone') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await visitor.page.getByRole('radio', { name: kind }).first().check();
    return visitor;
  }

  test('drawn by mouse: seen in its place and sent as a sharp image without paper', async () => {
    const { page, context, problems } = await atThePanel('Draw');
    await drawByMouse(page, WAVE);
    const shown = await imageOf(inPlace(page));
    const { signature } = await signAndRead(page, server);
    expect(signature).toEqual({ kind: 'drawn', image: shown });
    expect(signature.image).toMatch(/^data:image\/png;base64,/);
    const { width, height, ink, corner } = inkOf(signature.image);
    // 58 % of the pad's width and 60 % of its height, at 1,200 pixels a pad.
    expect(width).toBeGreaterThan(600);
    expect(width).toBeLessThan(800);
    expect(width / height).toBeGreaterThan(2);
    expect(ink).toBeGreaterThan(0.01);
    expect(ink).toBeLessThan(0.3);
    expect(corner, 'transparent').toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('drawn by a finger, which does not scroll the page; turning the phone keeps it', async () => {
    const { page, context, problems } = await atThePanel('Draw', 'phone');
    const touch = await context.newCDPSession(page);
    const at = await placesOn(pad(page), WAVE);
    const scrolled = () => page.evaluate<number>('window.scrollY');
    const before = await scrolled();
    for (const [index, [x, y]] of at.entries()) {
      const type = index === 0 ? 'touchStart' : 'touchMove';
      await touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await inPlace(page).waitFor();
    expect(await scrolled()).toBe(before);
    const shown = await imageOf(inPlace(page));
    const upright = await pad(page).evaluate(measureInk);
    expect(upright.density, 'sharp on this screen').toBeGreaterThan(2.9);

    await page.setViewportSize({ width: 740, height: 360 });
    await expect
      .poll(async () => (await pad(page).evaluate(measureInk)).width, LOADED)
      .not.toBe(upright.width);
    const turned = await pad(page).evaluate(measureInk);
    expect(turned.density).toBeGreaterThan(2.9);
    for (const side of ['left', 'top', 'right', 'bottom'] as const) {
      expect(turned[side], side).toBeCloseTo(upright[side], 1);
    }
    expect(await sidewaysScroll(page)).toBe(0);
    const { signature } = await signAndRead(page, server);
    expect(signature).toEqual({ kind: 'drawn', image: shown });
    expect(problems.filter((line) => !/getImageData/.test(line))).toEqual([]);
    await context.close();
  });

  test('begun upright and finished on its side it is one drawing; undo takes back one stroke', async () => {
    const { page, context } = await atThePanel('Draw', 'phone');
    const touch = await context.newCDPSession(page);
    await drawByTouch(touch, await placesOn(pad(page), WAVE));
    const first = await pad(page).evaluate(measureInk);
    await turn(page, first.width);
    const before = await pad(page).evaluate(measureInk);
    // Far out of the pad on both sides, where a page would scroll.
    const scrolled = () => page.evaluate<number>('window.scrollY');
    const line = await placesOn(pad(page), [...FLAT, [0.9, 1.6], [0.9, -0.6]]);
    const at = await scrolled();
    await drawByTouch(touch, line.slice(0, 3));
    await expect
      .poll(async () => (await pad(page).evaluate(measureInk)).bottom, LOADED)
      .toBeGreaterThan(0.88);
    const both = await pad(page).evaluate(measureInk);
    expect(both.top).toBeCloseTo(first.top, 1);
    expect(both.left).toBeLessThan(first.left);
    const shown = await imageOf(inPlace(page));
    await drawByTouch(touch, line.slice(2));
    expect(await scrolled()).toBe(at);
    const status = page.locator('.pad-status');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => status.textContent(), LOADED).toBe('Taken back. 2 strokes are left.');
    expect(await imageOf(inPlace(page))).toBe(shown);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => status.textContent(), LOADED).toBe('Taken back. 1 stroke is left.');
    expect((await pad(page).evaluate(measureInk)).bottom).toBeCloseTo(before.bottom, 1);
    // The buttons were brought into view, and the pad with them.
    await drawByTouch(touch, await placesOn(pad(page), FLAT));
    await expect.poll(() => status.textContent(), LOADED).toBe('');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => status.textContent(), LOADED).toBe('The drawing area is empty.');
    expect(await status.getAttribute('role')).toBe('status');
    await context.close();
  });

  test('a phone turned under the finger keeps the stroke as far as it went', async () => {
    const { page, context } = await atThePanel('Draw', 'phone');
    const touch = await context.newCDPSession(page);
    const at = await placesOn(pad(page), WAVE);
    await drawByTouch(touch, at, { lift: false });
    const upright = await pad(page).evaluate(measureInk);
    expect(await inPlace(page).count(), 'not finished').toBe(0);
    await turn(page, upright.width);
    await inPlace(page).waitFor();
    await expect
      .poll(async () => (await pad(page).evaluate(measureInk)).right, LOADED)
      .toBeCloseTo(upright.right, 1);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await drawByTouch(
      touch,
      await placesOn(pad(page), [
        [0.1, 0.9],
        [0.9, 0.9],
      ]),
    );
    await expect
      .poll(async () => (await pad(page).evaluate(measureInk)).bottom, LOADED)
      .toBeGreaterThan(0.85);
    expect((await pad(page).evaluate(measureInk)).top).toBeCloseTo(upright.top, 1);
    await context.close();
  });

  test('by a pen it is drawn as by a finger', async () => {
    const { page, context } = await atThePanel('Draw');
    const pen = await context.newCDPSession(page);
    const at = await placesOn(pad(page), WAVE);
    for (const [index, [x, y]] of at.entries()) {
      const type = index === 0 ? 'mousePressed' : 'mouseMoved';
      const force = 0.2 + (0.7 * index) / at.length;
      const button = { button: 'left', buttons: 1, pointerType: 'pen', force } as const;
      await pen.send('Input.dispatchMouseEvent', { type, x, y, ...button });
    }
    const [x = 0, y = 0] = at.at(-1) ?? [];
    const up = { type: 'mouseReleased', button: 'left', pointerType: 'pen', x, y } as const;
    await pen.send('Input.dispatchMouseEvent', up);
    await inPlace(page).waitFor();
    const { left, right } = await pad(page).evaluate(measureInk);
    expect(left).toBeCloseTo(0.2, 1);
    expect(right).toBeCloseTo(0.78, 1);
    await context.close();
  });

  test('the last stroke can be taken back, and all of it', async () => {
    const { page, context } = await atThePanel('Draw');
    await drawByMouse(page, WAVE);
    const one = await imageOf(inPlace(page));
    const ink = await pad(page).evaluate(measureInk);
    await drawByMouse(page, [
      [0.1, 0.9],
      [0.5, 0.9],
      [0.9, 0.9],
    ]);
    await expect.poll(() => imageOf(inPlace(page)), LOADED).not.toBe(one);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await imageOf(inPlace(page))).toBe(one);
    const left = await pad(page).evaluate(measureInk);
    expect(left.bottom).toBe(ink.bottom);
    expect(left.inked / ink.inked).toBeCloseTo(1, 2);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await inPlace(page).count()).toBe(0);
    expect((await pad(page).evaluate(measureInk)).inked).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click({ force: true });
    await checkButton(page).click();
    await page.getByRole('alert').getByText('Please draw your signature.').waitFor();
    await context.close();
  });

  test('a touch by mistake is no signature', async () => {
    const { page, context } = await atThePanel('Draw');
    await drawByMouse(page, [[0.5, 0.5]]);
    await checkButton(page).click();
    await page.getByRole('alert').getByText('Please draw your signature.').waitFor();
    expect(server.calls.some(({ name }) => name === 'sign')).toBe(false);
    await context.close();
  });
});

/** One stroke of a finger through points of the view; it stays down unless it is lifted. */
async function drawByTouch(
  touch: CDPSession,
  at: readonly Point[],
  { lift } = { lift: true },
): Promise<void> {
  for (const [index, [x, y]] of at.entries()) {
    const type = index === 0 ? 'touchStart' : 'touchMove';
    await touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  }
  if (lift) await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Turns the phone on its side and waits until the pad has its new size. */
async function turn(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width: 740, height: 360 });
  await expect
    .poll(async () => (await pad(page).evaluate(measureInk)).width, LOADED)
    .not.toBe(width);
}
