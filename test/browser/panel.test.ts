import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import { checkButton, sign } from './field-page.ts';
import { actedOf, happyScript } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

describe('the panel', { timeout: 60_000 }, () => {
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

  test('all done at once: the last signer is told that everybody has signed', async () => {
    server.script.sign = () => actedOf('signed', 'completed');
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByLabel('Your full name').fill('John Smith');
    await sign(page);
    await page.getByText('Everybody has signed now.').waitFor();
    await context.close();
  });

  test('the keyboard alone leads from the link to the signature', async () => {
    const { page, context, problems } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByRole('button', { name: 'Open documents' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await checkButton(page).waitFor();
    await tabTo(page, '#name');
    await page.keyboard.type('John Smith');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, '.consent input');
    await page.keyboard.press('Space');
    await tabTo(page, '[type=submit]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you, you have signed' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(server.calls.map(({ name }) => name)).toEqual(['landing', 'open', 'sign']);
    expect(problems).toEqual([]);
    await context.close();
  });

  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let steps = 0; steps < 20; steps++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement.matches('${selector}')`)) return;
    }
    throw new Error(`Tab does not reach ${selector} in 20 steps`);
  }
});
