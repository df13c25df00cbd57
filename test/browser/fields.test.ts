import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor } from '../support/browser.ts';
import {
  checkButton,
  fillInAll,
  focused,
  iban,
  LOADED,
  missing,
  nextButton,
  place,
  placeOf,
  rules,
  sign,
  thanks,
} from './field-page.ts';
import { AS_JOHN, happyScript, refuseMember, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

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

  async function atTheFields(device: 'phone' | 'desktop' = 'desktop') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await place(visitor.page).waitFor();
    return visitor;
  }

  test('every kind is at its place, and what is entered is sent with the signature', async () => {
    const { page, context, problems } = await atTheFields();
    await darkPixels(page, 'Page 1 of 1');
    const first = page.getByRole('figure', { name: 'Page 1 of 1', exact: true });
    for (const text of ['21 May 2026', 'John Smith', 'john.smith@example.com']) {
      await first.getByText(text, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Signature: Sign here, still empty' }).waitFor();
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
    await sign(page);
    await thanks(page).waitFor();
    expect(signs()).toEqual([
      {
        ...AS_JOHN,
        consent_version: '2026-01',
        signature: { kind: 'typed', text: 'John A. Smith', font: 'formal' },
        initials: { kind: 'typed', text: 'JAS', font: 'formal' },
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
    await checkButton(page).click();
    await missing(page, 3).waitFor();
    await expect.poll(() => focused(page)).toBe('3 entries are still missing');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('field-fld_place');
    expect(await place(page).getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Please fill this in.').first().waitFor();
    await page.keyboard.type('Passau');
    await missing(page, 2).waitFor();
    await nextButton(page).click();
    await expect
      .poll(() => focused(page), { message: 'optional ones are passed over' })
      .toBe('field-fld_terms');
    await page.keyboard.press('Space');
    await missing(page, 1).waitFor();
    await nextButton(page).click();
    await expect.poll(() => focused(page)).toBe('field-fld_iban');
    await expect.poll(() => iban(page).evaluate(isInView), LOADED).toBe(true);
    await rules(page).uncheck();
    await nextButton(page).click();
    await expect
      .poll(() => focused(page), { message: 'on after the last visited' })
      .toBe('field-fld_iban');
    await page.keyboard.type('DE89');
    await nextButton(page).click();
    await expect
      .poll(() => focused(page), { message: 'from the start again' })
      .toBe('field-fld_terms');
    await page.keyboard.press('Space');
    await page.getByText('All required fields are filled in. 2 more can be filled in.').waitFor();
    expect(signs()).toEqual([]);
    await sign(page);
    await thanks(page).waitFor();
    await context.close();
  });

  test('a text of spaces is not filled in', async () => {
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await place(page).fill('   ');
    await checkButton(page).click();
    await missing(page, 1).waitFor();
    await expect.poll(() => focused(page)).toBe('field-fld_place');
    expect(signs()).toEqual([]);
    await context.close();
  });

  test('what the server refuses is shown at the field until it is changed', async () => {
    server.script.sign = refuseMember('fields.3.value');
    const { page, context } = await atTheFields();
    await fillInAll(page);
    await sign(page);
    await page.getByRole('alert').getByText('Some entries cannot be used').waitFor();
    await expect.poll(() => focused(page), LOADED).toBe('field-fld_iban');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    const note = await iban(page).getAttribute('aria-describedby');
    await page
      .locator(`#${note}`, { hasText: 'This entry cannot be used as it is.' })
      .waitFor({ state: 'visible' });
    await checkButton(page).click();
    await missing(page, 1).waitFor();
    expect(signs()).toHaveLength(1);
    await iban(page).fill('DE02 1203 0000 0000 2020 51');
    expect(await page.locator('[aria-invalid=true]').count()).toBe(0);
    server.script.sign = happyScript('en').sign;
    await sign(page);
    await thanks(page).waitFor();
    await context.close();
  });
});

// Runs in the browser; the server's sources are checked without the DOM.
function isInView(element: { getBoundingClientRect(): { top: number; bottom: number } }): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= 900;
}
