import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor } from '../support/browser.ts';
import { happyScript, landingOf, sessionOf } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

// What Chromium 111, Firefox 115 and Safari 16.4 lack, of all that pdf.js calls.
const FORGET = `
  delete Promise.withResolvers;
  delete ArrayBuffer.prototype.transferToFixedLength;
  delete AbortSignal.any;
`;

describe('the script of the viewer', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open() {
    const { page, context, requests } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/token`);
    const button = page.getByRole('button', { name: 'Open documents' });
    await button.waitFor();
    const before = requests.length;
    await button.click();
    await page
      .getByRole('link', { name: /^Download/ })
      .first()
      .waitFor();
    await page.waitForLoadState('networkidle');
    await context.close();
    return requests.slice(before).map((line) => new URL(line.split(' ')[1] ?? '').pathname);
  }

  test('comes in one piece with the press, and does not wait for the session', async () => {
    const paths = await open();
    const first = (part: RegExp) => paths.findIndex((path) => part.test(path));
    expect(paths).toContain('/trpc/sign.open');
    for (const part of [/\/engine-/, /\/pdf\.worker/]) {
      expect(first(part), String(part)).toBeGreaterThanOrEqual(0);
      expect(first(part), String(part)).toBeLessThan(first(/sign\.open/));
    }
  });

  test('makes do with the least of the browsers that it is built for', async () => {
    const { page, context, problems } = await newVisitor(browser);
    await page.addInitScript(FORGET);
    await page.route(/pdf\.worker/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: FORGET + (await response.text()) });
    });
    await page.goto(`${server.url}/sign`);
    expect(await darkPixels(page, 'Page 1 of 1')).toBeGreaterThan(1000);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('does not come to somebody who fetches copies', async () => {
    server.script.landing = () => landingOf('en', { kind: 'copy' });
    server.script.open = () => ({
      ...sessionOf('en', { status: 'signed', signed_at: '2026-05-21T09:30:00Z' }),
      kind: 'copy',
      envelope: {
        ...sessionOf('en').envelope,
        status: 'completed',
        documents: sessionOf('en').envelope.documents.map((each) => ({ ...each, signed: true })),
      },
    });
    expect((await open()).join('\n')).not.toMatch(/engine|worker/);
  });
});
