import type { Locator, Page } from 'playwright-core';

/** For what is waited for on a machine with more to do, which may stall for seconds. */
export const LOADED = { timeout: 30_000 };

// What a signer sees and does on a page with the fields of `sessionWithFields`.
export const place = (page: Page) => page.getByRole('textbox', { name: 'Place of birth' });
export const iban = (page: Page) => page.getByRole('textbox', { name: 'IBAN' });
export const rules = (page: Page) =>
  page.getByRole('checkbox', { name: 'I have read the house rules' });
export const consent = (page: Page) =>
  page.getByRole('checkbox', { name: /^I have read the documents/ });
/** The way from the panel to the last look. */
export const checkButton = (page: Page) =>
  page.locator('.panel').getByRole('button', { name: /^(Check|Prüfen) (and|und) / });
/** The press that counts. */
export const signButton = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true });
export const missing = (page: Page, count: number) =>
  page.locator('summary', { hasText: new RegExp(`^${count} entr(y is|ies are) still missing$`) });
export const nextButton = (page: Page) =>
  page.getByRole('button', { name: 'Next field' }).filter({ visible: true }).last();
export const thanks = (page: Page) =>
  page.getByRole('heading', { name: 'Thank you, you have signed' });
export const focused = (page: Page) =>
  page.evaluate('document.activeElement.id || document.activeElement.textContent');

export async function fillInAll(page: Page): Promise<void> {
  await place(page).fill(' Passau ');
  await rules(page).check();
  await iban(page).fill('DE89 3704 0044 0532 0130 00');
  await page.getByLabel('Your full name').fill('John A. Smith');
}

/** Goes to the last look and agrees to the text there. */
export async function agree(page: Page): Promise<void> {
  await checkButton(page).click();
  await page.getByRole('dialog').getByRole('checkbox').check();
}

/** From the panel to the press that counts. */
export async function sign(page: Page): Promise<void> {
  await agree(page);
  await signButton(page).click();
}

/** Where a control is, as fractions of the page it stands on. */
export async function placeOf(page: Page, control: Locator) {
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

/** Presses Tab, or Shift and Tab, until the control of that id has the focus. */
export async function tabTo(page: Page, id: string, key = 'Tab'): Promise<void> {
  for (let steps = 0; steps < 30; steps++) {
    await page.keyboard.press(key);
    if ((await focused(page)) === id) return;
  }
  throw new Error(`${key} does not reach ${id} in 30 steps`);
}
