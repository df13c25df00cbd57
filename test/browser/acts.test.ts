import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, unexpected } from '../support/browser.ts';
import { agree, checkButton, signButton } from './field-page.ts';
import { AS_JOHN, actedOf, happyScript, refuse, sessionOf } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

describe('signing, approving and declining', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const acts = () => server.calls.filter(({ name }) => name === 'sign' || name === 'decline');

  async function atThePanel() {
    const visitor = await newVisitor(browser);
    await visitor.page.goto(`${server.url}/sign`);
    await checkButton(visitor.page).waitFor();
    return visitor;
  }

  async function fillIn(page: Page): Promise<void> {
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);
  }

  async function expectKept(page: Page, agreed = true): Promise<void> {
    expect(await page.getByLabel('Your full name').inputValue()).toBe('John Smith');
    expect(await page.getByRole('checkbox').isChecked()).toBe(agreed);
  }

  test('a double click on Sign sends once and shows progress', async () => {
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.script.sign = async () => {
      await answered;
      return actedOf('signed', 'in_progress');
    };
    const { page, context } = await atThePanel();
    await fillIn(page);
    await signButton(page).dblclick();
    const busy = page.getByRole('button', { name: 'One moment …' });
    await busy.waitFor();
    expect(await busy.getAttribute('aria-busy')).toBe('true');
    await busy.click({ force: true });
    await page.keyboard.press('Enter');
    answer();
    await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
    expect(acts()).toHaveLength(1);
    await context.close();
  });

  test('nothing is sent before name and consent are there', async () => {
    const { page, context } = await atThePanel();
    await checkButton(page).click();
    await page.getByRole('alert').getByText('Please type your name.').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('name');
    await page.getByLabel('Your full name').fill('   ');
    await checkButton(page).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('Your full name').fill('John Smith');
    await checkButton(page).click();
    await signButton(page).click();
    await page.getByRole('alert').getByText('Please confirm this first.').waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Back' }).click();
    await checkButton(page).click();
    const consent = page.getByRole('checkbox');
    expect(await consent.isChecked(), 'each last look asks anew').toBe(false);
    await signButton(page).click();
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('checkbox');
    expect(acts()).toEqual([]);
    await context.close();
  });

  test('a failing network at the moment of signing loses nothing', async () => {
    const { page, context } = await atThePanel();
    await fillIn(page);
    await page.route('**/trpc/sign.sign*', (route) => route.abort());
    await signButton(page).click();
    await page.getByRole('alert').getByText('What you entered is still here').waitFor();
    await expectKept(page);
    await page.unroute('**/trpc/sign.sign*');
    await signButton(page).click();
    await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
    expect(acts()).toHaveLength(1);
    await context.close();
  });

  test('a signature whose answer was lost is found again at the next try', async () => {
    const { page, context } = await atThePanel();
    await fillIn(page);
    await page.route('**/trpc/sign.sign*', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await signButton(page).click();
    await page.getByRole('alert').getByText('What you entered is still here').waitFor();
    await page.unroute('**/trpc/sign.sign*');
    server.script.sign = refuse('SIGNER_ALREADY_ACTED');
    server.script.session = () => sessionOf('en', { status: 'signed' });
    await signButton(page).click();
    await page.getByRole('heading', { name: 'You have already signed' }).waitFor();
    await context.close();
  });

  test.each([
    { code: 'INTERNAL', words: 'Something went wrong on our side' },
    { code: 'EDIT_CONFLICT', words: 'Something went wrong on our side' },
    { code: 'RATE_LIMIT_EXCEEDED', words: 'Too many attempts' },
    { code: 'VALIDATION_FAILED', words: 'This name cannot be used as it is' },
  ] as const)('$code keeps what was typed', async ({ code, words }) => {
    server.script.sign = refuse(code);
    const { page, context, problems } = await atThePanel();
    await fillIn(page);
    await signButton(page).click();
    await page.getByRole('alert').getByText(words).waitFor();
    // What was refused is mended beside the documents; the last look comes again.
    const again = code === 'VALIDATION_FAILED';
    if (again) await checkButton(page).click();
    await expectKept(page, !again);
    expect(unexpected(problems)).toEqual([]);
    await context.close();
  });

  test.each([
    { code: 'SESSION_MISMATCH', heading: 'Another link was opened in this browser' },
    { code: 'SESSION_EXPIRED', heading: 'Your session has ended' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'declined', heading: 'Signing was declined' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'expired', heading: 'The deadline has passed' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'voided', heading: 'This request was withdrawn' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'completed', heading: 'Signing is complete' },
  ] as const)('$code at the act is explained: $heading', async ({ code, heading, ...rest }) => {
    server.script.sign = refuse(code, 'status' in rest ? rest.status : undefined);
    const { page, context } = await atThePanel();
    await fillIn(page);
    await signButton(page).click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await page.textContent('body')).not.toMatch(/Smith|Müller/);
    await context.close();
  });

  test('a changed consent text is shown and has to be confirmed anew', async () => {
    const { page, context } = await atThePanel();
    await fillIn(page);
    server.script.sign = refuse('CONSENT_OUTDATED');
    const consent = { version: '2026-02', text: 'A new text to agree to.' };
    server.script.session = () => ({ ...sessionOf('en'), consent });
    await signButton(page).click();
    await page.getByRole('alert').getByText('has changed in the meantime').waitFor();
    const box = page.getByRole('checkbox', { name: 'A new text to agree to.' });
    expect(await box.isChecked()).toBe(false);
    server.script.sign = () => actedOf('signed', 'in_progress');
    await box.check();
    await signButton(page).click();
    await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
    expect(acts().at(-1)?.input).toMatchObject({ consent_version: '2026-02' });
    await context.close();
  });

  test('the language switch brings the consent text along and keeps the name', async () => {
    const { page, context } = await atThePanel();
    await fillIn(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByLabel('Ihr vollständiger Name').waitFor();
    await checkButton(page).click();
    const box = page.getByRole('checkbox', { name: /^Ich habe die Dokumente gelesen/ });
    expect(await box.isChecked(), 'consent is to the text that was read').toBe(false);
    expect(await page.getByLabel('Ihr vollständiger Name').inputValue()).toBe('John Smith');
    await page.reload();
    await page.getByLabel('Ihr vollständiger Name').waitFor();
    expect(server.calls.at(-1)).toEqual({ name: 'session', input: { locale: 'de' } });
    await page.route('**/trpc/**', (route) => route.abort());
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('alert').getByText('Sprache konnte nicht gewechselt werden').waitFor();
    await checkButton(page).click();
    expect(await box.isVisible(), 'page and consent stay in one language').toBe(true);
    await context.close();
  });

  test('an approver approves without a name', async () => {
    server.script.session = () => sessionOf('en', { role: 'approver' });
    server.script.sign = () => actedOf('approved', 'in_progress');
    const { page, context } = await atThePanel();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await agree(page);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('heading', { name: 'Thank you, you have approved' }).waitFor();
    expect(acts()).toEqual([{ name: 'sign', input: { ...AS_JOHN, consent_version: '2026-01' } }]);
    await context.close();
  });

  test('declining takes a reason and a second look, and survives a failing network', async () => {
    const { page, context } = await atThePanel();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').getByText('Please give a reason.').waitFor();
    await page.getByLabel('Your reason').fill('Section 4 is wrong.\nPlease change it.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Decline' }).click();
    expect(await page.getByLabel('Your reason').inputValue()).toContain('Section 4 is wrong.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Really decline?' }).waitFor();
    expect(acts()).toEqual([]);

    await page.route('**/trpc/sign.decline*', (route) => route.abort());
    const confirm = page.getByRole('button', { name: 'Decline for good' });
    await confirm.click();
    await page.getByRole('alert').getByText('What you entered is still here').waitFor();
    await page.unroute('**/trpc/sign.decline*');
    await confirm.dblclick();
    await page.getByRole('heading', { level: 1, name: 'You have declined' }).waitFor();
    const reason = 'Section 4 is wrong.\nPlease change it.';
    expect(acts()).toEqual([{ name: 'decline', input: { ...AS_JOHN, reason } }]);
    await context.close();
  });
});
