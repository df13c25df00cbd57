import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { checkButton, LOADED } from './field-page.ts';
import {
  drawByMouse,
  imageOf,
  inkOf,
  inPlace,
  measureInk,
  pad,
  placesOn,
  SIGNATURE,
  signAndRead,
  WAVE,
} from './mark-page.ts';
import { happyScript, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

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
