import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import {
  agree,
  checkButton,
  consent,
  fillInAll,
  focused,
  LOADED,
  place,
  rules,
  sign,
  signButton,
  tabTo,
  thanks,
} from './field-page.ts';
import {
  AS_JOHN,
  EVERY_KIND,
  fieldOf,
  happyScript,
  sessionOf,
  sessionWithFields,
} from './script.ts';
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
    await expect.poll(() => focused(page)).toBe('initials');
    await page.keyboard.type('JS');
    await tabTo(page, 'name', 'Shift+Tab');
    await page.keyboard.type('John Smith');
    await tabTo(page, 'initials');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await thanks(page).waitFor();
    expect(signs()).toMatchObject([{ initials: { kind: 'typed', text: 'JS', font: 'formal' } }]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('on a phone a pressed field gets a control of its own, and the view stays', async () => {
    const { page, context, problems } = await atTheFields('phone');
    await darkPixels(page, 'Page 1 of 1');
    for (const name of ['Place of birth', 'Tax number', 'IBAN']) {
      await page.locator('.sheet').getByRole('textbox', { name }).tap();
      const control = page.locator('.foot').getByLabel(name);
      const shown = await control.boundingBox();
      expect(shown?.height, name).toBeGreaterThanOrEqual(44);
      expect(shown?.width, name).toBeGreaterThanOrEqual(300);
      expect(await control.evaluate(fontSize), 'below 16 px iOS zooms in').toBe('16px');
      await expect.poll(() => focused(page)).toBe('sheet-control');
      expect(await sidewaysScroll(page)).toBe(0);
      await page.keyboard.type('text');
      const place = page.locator('.sheet').getByRole('textbox', { name });
      expect(await place.inputValue()).toBe('text');
      const underTheBar = async () => {
        const [box, foot] = [await place.boundingBox(), await page.locator('.foot').boundingBox()];
        return (box?.y ?? 0) + (box?.height ?? 0) - (foot?.y ?? 0);
      };
      await expect.poll(underTheBar, { message: `${name} above the bar` }).toBeLessThan(0);
    }
    await page.keyboard.press('Escape');
    // Beside the box of 7 pixels, still for it.
    await rules(page).scrollIntoViewIfNeeded();
    const terms = await rules(page).boundingBox();
    await page.touchscreen.tap((terms?.x ?? 0) - 11, (terms?.y ?? 0) + 2);
    expect(await rules(page).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Go to signature' }).tap();
    await page.getByLabel('Your full name').fill('John Smith');
    await checkButton(page).tap();
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
    const control = page.locator('#sheet-control');
    await expect.poll(() => focused(page)).toBe('sheet-control');
    await foot.getByLabel('Place of birth').waitFor();
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.keyboard.type('Passau');
    expect(await page.locator('#field-fld_place').inputValue(), 'at its place').toBe('Passau');
    await page.keyboard.press('Enter');
    await foot.getByLabel('I have read the house rules').waitFor();
    await foot.getByText('I have read the house rules').tap();
    expect(await page.locator('#field-fld_terms').isChecked()).toBe(true);
    await foot.getByRole('button', { name: 'Next field' }).tap();
    await foot.getByLabel('IBAN').waitFor();
    await page.keyboard.press('Escape');
    expect(await control.count()).toBe(0);
    await expect.poll(() => focused(page)).toBe('field-fld_iban');
    await foot.getByRole('button', { name: 'Next field' }).tap();
    expect(await foot.getByRole('alert').count()).toBe(0);
    await foot.getByRole('button', { name: 'Next field' }).tap();
    await foot.getByRole('alert').getByText('Please fill this in.').waitFor();
    await control.focus();
    await page.keyboard.type('DE89');
    expect(await sidewaysScroll(page)).toBe(0);
    await foot.getByRole('button', { name: 'Go to signature' }).tap();
    await expect.poll(() => focused(page)).toBe('panel-title');
    await context.close();
  });

  test('what is entered stays through another language and a failing network', async () => {
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByText('Alle Pflichtfelder sind ausgefüllt.').waitFor();
    await agree(page);
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
    await page.getByText('Nothing is missing.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await agree(page);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect.poll(signs, LOADED).toEqual([
      {
        ...AS_JOHN,
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
    await sign(page);
    await thanks(page).waitFor();
    expect(signs()).toEqual([expect.not.objectContaining({ initials: expect.anything() })]);
    server.script.session = () => sessionOf('en');
    await page.goto(`${server.url}/sign`);
    await checkButton(page).waitFor();
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
