import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import { happyScript, landingOf, sessionOf } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

describe('behind a copy link', { timeout: 60_000 }, () => {
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

  test('a copy link shows the signed documents and nothing to do', async () => {
    const copy = sessionOf('en', { status: 'signed' });
    copy.kind = 'copy';
    for (const document of copy.envelope.documents) document.signed = true;
    server.script.landing = () => landingOf('en', { kind: 'copy' });
    server.script.open = () => copy;
    const { page, context, problems, requests } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign/copy-token`);
    await page
      .getByRole('heading', { name: 'Kanzlei Müller sends you signed documents' })
      .waitFor();
    await page.getByRole('button', { name: 'Open documents' }).tap();
    await page.getByRole('heading', { name: 'Your signed documents' }).waitFor();
    const links = page.getByRole('link', { name: /^Download/ });
    expect(await links.count()).toBe(2);
    expect(await links.first().getAttribute('href')).toBe(
      '/api/v1/sign/documents/sigdoc_1?version=signed',
    );
    expect(await page.getByText('Certificate').count(), 'as long as there is none').toBe(0);
    expect(await page.locator('form, dialog, canvas').count()).toBe(0);
    expect(requests.join()).not.toMatch(/engine/);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('a copy link offers the certificate of completion where there is one', async () => {
    const copy = sessionOf('en', { status: 'signed' });
    server.script.session = () => ({ ...copy, kind: 'copy', certificate: true });
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign`);
    const link = page.getByRole('link', { name: 'Download Certificate of completion' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.tap()]);
    expect(download.url()).toBe(`${server.url}/api/v1/sign/certificate`);
    expect(download.suggestedFilename()).toBe('certificate of completion.pdf');
    expect(await sidewaysScroll(page)).toBe(0);
    await context.close();
  });
});
