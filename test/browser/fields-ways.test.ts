import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import {
  consent,
  fillInAll,
  focused,
  LOADED,
  place,
  rules,
  signButton,
  tabTo,
  thanks,
} from './field-page.ts';
import { EVERY_KIND, fieldOf, happyScript, sessionOf, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

describe('fields, by other ways than the mouse and for others than signers', {
  timeout: 60_000,
}, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.session = ({ locale }) => sessionWithFields(locale ?? 'en');
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const signs = () => server.calls.filter(({ name }) => name === 'sign').map(({ input }) => input);

  async function atTheFields(device: 'phone' | 'desktop' = 'desktop') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await place(visitor.page).waitFor();
    return visitor;
  }

  test('the keyboard alone fills everything in', async () => {
    const { page, context, problems } = await atTheFields();
    await tabTo(page, 'field-fld_place');
    await page.keyboard.type('Passau');
    await tabTo(page, 'field-fld_terms');
    await page.keyboard.press('Space');
    await tabTo(page, 'field-fld_iban');
    await page.keyboard.type('DE89');
    await tabTo(page, 'field-fld_initials');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('initials');
    await page.keyboard.type('JS');
    await tabTo(page, 'name', 'Shift+Tab');
    await page.keyboard.type('John Smith');
    await tabTo(page, 'initials');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await thanks(page).waitFor();
    expect(signs()).toMatchObject([{ initials: { kind: 'typed', text: 'JS', font: 'formal' } }]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('on a phone a field grows under the finger and the view stays', async () => {
    const { page, context, problems } = await atTheFields('phone');
    await darkPixels(page, 'Page 1 of 1');
    for (const name of ['Place of birth', 'Tax number', 'IBAN']) {
      const box = page.getByRole('textbox', { name });
      await box.tap();
      const shown = await box.boundingBox();
      expect(shown?.height, name).toBeGreaterThanOrEqual(44);
      expect(shown?.width, name).toBeGreaterThanOrEqual(176);
      expect((shown?.x ?? 0) + (shown?.width ?? 0), name).toBeLessThan(350);
      expect(shown?.x, name).toBeGreaterThan(10);
      expect(await box.evaluate(fontSize), 'below 16 px iOS zooms in').toBe('16px');
      expect(await sidewaysScroll(page)).toBe(0);
      await page.keyboard.type('text');
      // Beside it, so that it shrinks again.
      await page.getByText('Page 1 of 1', { exact: true }).tap();
    }
    // Beside the box of 7 pixels, still for it.
    const terms = await rules(page).boundingBox();
    await page.touchscreen.tap((terms?.x ?? 0) - 11, (terms?.y ?? 0) + 2);
    expect(await rules(page).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Go to signature' }).tap();
    await page.getByLabel('Your full name').fill('John Smith');
    await consent(page).check();
    await signButton(page).tap();
    await thanks(page).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('on a phone the bar at the foot leads through the fields, then to the signature', async () => {
    const { page, context } = await atTheFields('phone');
    const foot = page.locator('.foot');
    await foot.getByRole('button', { name: 'Next field' }).tap();
    expect(await focused(page)).toBe('field-fld_place');
    await page.keyboard.type('Passau');
    await foot.getByRole('button', { name: 'Next field' }).tap();
    await page.keyboard.press('Space');
    await foot.getByRole('button', { name: 'Next field' }).tap();
    await page.keyboard.type('DE89');
    await foot.getByRole('button', { name: 'Go to signature' }).tap();
    expect(await focused(page)).toBe('panel-title');
    await context.close();
  });

  test('what is entered stays through another language and a failing network', async () => {
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByText('Alle Pflichtfelder sind ausgefüllt.').waitFor();
    await page.getByRole('checkbox', { name: /^Ich habe die Dokumente gelesen/ }).check();
    await page.route('**/trpc/sign.sign*', (route) => route.abort());
    await page.getByRole('button', { name: 'Unterschreiben', exact: true }).click();
    await page.getByRole('alert').getByText('Ihre Eingaben sind noch da').waitFor();
    expect(await place(page).inputValue()).toBe(' Passau ');
    expect(await rules(page).isChecked()).toBe(true);
    await context.close();
  });

  test('an approver fills in fields and makes no signature', async () => {
    const fields = [fieldOf('fld_cost', { label: 'Cost centre' })];
    server.script.session = () => ({ ...sessionOf('en', { role: 'approver' }), fields });
    const visitor = await newVisitor(browser);
    const { page, context } = visitor;
    await page.goto(`${server.url}/sign`);
    await page.getByRole('textbox', { name: 'Cost centre' }).fill('4711');
    await page.getByText('All fields are filled in.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await page.locator('.consent input').check();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect.poll(signs, LOADED).toEqual([
      {
        signer_id: 'signer_1',
        consent_version: '2026-01',
        fields: [{ id: 'fld_cost', value: '4711' }],
      },
    ]);
    await context.close();
  });

  test('initials that are optional may stay empty, and are not asked for without a place', async () => {
    const fields = EVERY_KIND.filter(({ type }) => type === 'initials');
    server.script.session = () =>
      sessionWithFields(
        'en',
        fields.map((field) => ({ ...field, required: false })),
      );
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByLabel('Your full name').fill('John Smith');
    await page.getByLabel('Initials', { exact: true }).fill('');
    await consent(page).check();
    await signButton(page).click();
    await thanks(page).waitFor();
    expect(signs()).toEqual([expect.not.objectContaining({ initials: expect.anything() })]);
    server.script.session = () => sessionOf('en');
    await page.goto(`${server.url}/sign`);
    await signButton(page).waitFor();
    expect(await page.getByText('Your initials').count()).toBe(0);
    await context.close();
  });

  test('one who has acted sees no fields to fill in', async () => {
    server.script.session = () => ({
      ...sessionOf('en', { status: 'signed' }),
      fields: EVERY_KIND,
    });
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByRole('button', { name: 'Read the documents' }).click();
    await darkPixels(page, 'Page 1 of 1');
    expect(await page.locator('.placed').count()).toBe(0);
    await context.close();
  });
});

// Runs in the browser; the server's sources are checked without the DOM.
function fontSize(element: { computedStyleMap(): { get(name: string): unknown } }): string {
  return String(element.computedStyleMap().get('font-size'));
}
