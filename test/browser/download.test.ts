import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import { tabTo } from './field-page.ts';
import { type StubServer, startStub } from './stub-server.ts';
import { scriptOf } from './viewer-page.ts';

const NAME = 'Änderung für Frau Groß, 3 %.pdf';

describe('the download of the original', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(scriptOf([{ name: NAME, pages: [['Hello']] }]));
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('works with a finger and keeps the name', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign`);
    const link = page.getByRole('link', { name: `Download ${NAME}` });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), link.tap()]);
    expect(download.suggestedFilename()).toBe(NAME);
    expect(page.url(), 'the page stays').toBe(`${server.url}/sign`);
    await context.close();
  });

  test('works with the keyboard', async () => {
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByRole('link', { name: `Download ${NAME}` }).waitFor();
    await tabTo(page, 'Download');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe(NAME);
    await context.close();
  });
});
