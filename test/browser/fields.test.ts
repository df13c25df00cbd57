import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import {
  EVERY_KIND,
  fieldOf,
  happyScript,
  refuseMember,
  sessionOf,
  sessionWithFields,
} from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

// On a machine with more to do.
const LOADED = { timeout: 10_000 };

type Device = 'phone' | 'desktop';

describe('fields on the pages', { timeout: 60_000 }, () => {
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
  const place = (page: Page) => page.getByRole('textbox', { name: 'Place of birth' });
  const iban = (page: Page) => page.getByRole('textbox', { name: 'IBAN' });
  const rules = (page: Page) => page.getByRole('checkbox', { name: 'I have read the house rules' });
  const consent = (page: Page) =>
    page.getByRole('checkbox', { name: /^I have read the documents/ });
  const signButton = (page: Page) => page.getByRole('button', { name: 'Sign', exact: true });
  const nextButton = (page: Page) =>
    page.getByRole('button', { name: 'Next field' }).filter({ visible: true }).last();
  const thanks = (page: Page) => page.getByRole('heading', { name: 'Thank you, you have signed' });
  const focused = (page: Page) =>
    page.evaluate('document.activeElement.id || document.activeElement.textContent');

  async function atTheFields(device: Device = 'desktop') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await place(visitor.page).waitFor();
    return visitor;
  }

  async function fillInAll(page: Page): Promise<void> {
    await place(page).fill(' Passau ');
    await rules(page).check();
    await iban(page).fill('DE89 3704 0044 0532 0130 00');
    await page.getByLabel('Your full name').fill('John A. Smith');
    await consent(page).check();
  }

  /** Where a control is, as fractions of the page it stands on. */
  async function placeOf(page: Page, control: Locator) {
    const sheet = await page.locator('.sheet', { has: control }).boundingBox();
    const box = await control.boundingBox();
    if (!sheet || !box) throw new Error('not shown');
    return {
      x: (box.x - sheet.x) / sheet.width,
      y: (box.y - sheet.y) / sheet.height,
      width: box.width / sheet.width,
      height: box.height / sheet.height,
    };
  }

  test('every kind is at its place, and what is entered is sent with the signature', async () => {
    const { page, context, problems } = await atTheFields();
    await darkPixels(page, 'Page 1 of 1');
    const first = page.getByRole('region', { name: 'Page 1 of 1', exact: true });
    for (const text of ['21 May 2026', 'John Smith', 'john.smith@example.com']) {
      await first.getByText(text, { exact: true }).waitFor();
    }
    await page
      .getByRole('button', { name: 'Signature: still empty. Go to your signature' })
      .waitFor();
    for (const larger of [false, true]) {
      if (larger) await page.getByRole('button', { name: 'Make pages larger' }).first().click();
      // At any size of the pages.
      await expect
        .poll(async () => (await placeOf(page, place(page))).width, LOADED)
        .toBeCloseTo(0.3, 2);
      const { x, y, height } = await placeOf(page, place(page));
      expect(x).toBeCloseTo(0.12, 2);
      expect(y).toBeCloseTo(0.2, 2);
      expect(height).toBeCloseTo(0.025, 2);
    }
    await fillInAll(page);
    await page.getByRole('button', { name: 'Signature: John A. Smith. Change it' }).waitFor();
    await page.getByRole('button', { name: 'Initials: JAS. Change them' }).waitFor();
    await signButton(page).click();
    await thanks(page).waitFor();
    expect(signs()).toEqual([
      {
        signer_id: 'signer_1',
        consent_version: '2026-01',
        signature: { kind: 'typed', text: 'John A. Smith' },
        initials: { kind: 'typed', text: 'JAS' },
        fields: [
          { id: 'fld_place', value: 'Passau' },
          { id: 'fld_terms', value: true },
          { id: 'fld_news', value: false },
          { id: 'fld_iban', value: 'DE89 3704 0044 0532 0130 00' },
        ],
      },
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('what is missing is counted, and one is led from one to the next', async () => {
    const { page, context } = await atTheFields();
    await page.getByLabel('Your full name').fill('John Smith');
    await consent(page).check();
    await signButton(page).click();
    await page.getByRole('alert').getByText('3 fields are still to be filled in').waitFor();
    expect(await focused(page)).toBe('Next field');

    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('field-fld_place');
    expect(await place(page).getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Please fill this in.').first().waitFor();
    await page.keyboard.type('Passau');
    await page.getByRole('alert').getByText('2 fields are still to be filled in').waitFor();
    await nextButton(page).click();
    expect(await focused(page), 'optional ones are passed over').toBe('field-fld_terms');
    await page.keyboard.press('Space');
    await page.getByRole('alert').getByText('1 field is still to be filled in').waitFor();
    await nextButton(page).click();
    expect(await focused(page)).toBe('field-fld_iban');
    await expect.poll(() => iban(page).evaluate(isInView), LOADED).toBe(true);
    await rules(page).uncheck();
    await nextButton(page).click();
    expect(await focused(page), 'on after the last visited').toBe('field-fld_iban');
    await page.keyboard.type('DE89');
    await nextButton(page).click();
    expect(await focused(page), 'from the start again').toBe('field-fld_terms');
    await page.keyboard.press('Space');
    await page.getByText('All required fields are filled in. 2 more can be filled in.').waitFor();
    expect(signs()).toEqual([]);
    await signButton(page).click();
    await thanks(page).waitFor();
    await context.close();
  });

  test('a text of spaces is not filled in', async () => {
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await place(page).fill('   ');
    await signButton(page).click();
    await page.getByRole('alert').getByText('1 field is still to be filled in').waitFor();
    expect(signs()).toEqual([]);
    await context.close();
  });

  test('what the server refuses is shown at the field until it is changed', async () => {
    server.script.sign = refuseMember('fields.3.value');
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await signButton(page).click();
    await page.getByRole('alert').getByText('Some entries cannot be used').waitFor();
    await expect.poll(() => focused(page), LOADED).toBe('field-fld_iban');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    const note = await iban(page).getAttribute('aria-describedby');
    await page
      .locator(`#${note}`, { hasText: 'This entry cannot be used as it is.' })
      .waitFor({ state: 'visible' });
    await signButton(page).click();
    await page.getByRole('alert').getByText('1 field is still to be filled in').waitFor();
    expect(signs()).toHaveLength(1);
    await iban(page).fill('DE02 1203 0000 0000 2020 51');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(0);
    server.script.sign = happyScript('en').sign;
    await signButton(page).click();
    await thanks(page).waitFor();
    await context.close();
  });

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
    expect(signs()).toMatchObject([{ initials: { kind: 'typed', text: 'JS' } }]);
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
    await page.touchscreen.tap((terms?.x ?? 0) - 5, (terms?.y ?? 0) + 2);
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

  async function tabTo(page: Page, id: string, key = 'Tab'): Promise<void> {
    for (let steps = 0; steps < 30; steps++) {
      await page.keyboard.press(key);
      if ((await focused(page)) === id) return;
    }
    throw new Error(`${key} does not reach ${id} in 30 steps`);
  }
});

// Run in the browser; the server's sources are checked without the DOM.
function isInView(element: { getBoundingClientRect(): { top: number; bottom: number } }): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= 900;
}

function fontSize(element: { computedStyleMap(): { get(name: string): unknown } }): string {
  return String(element.computedStyleMap().get('font-size'));
}
