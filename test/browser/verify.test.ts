import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import { happyScript, lookupOf, refuse } from './script.ts';
import { fixtures, type StubServer, startStub } from './stub-server.ts';
import { check, FILE, SHA256, visitVerify } from './verify-page.ts';

const UNKNOWN = lookupOf({ known: false });

describe('checking a file', { timeout: 60_000 }, () => {
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

  test('the file stays in the browser: only its hash is asked for', async () => {
    const { page, context, requests } = await visitVerify(browser, server);
    // What the page itself consists of has come.
    await page.waitForLoadState('networkidle');
    const bodies: (string | null)[] = [];
    page.on('request', (request) => bodies.push(request.postData()));
    requests.length = 0;
    await check(page);
    const input = encodeURIComponent(JSON.stringify({ sha256: SHA256 }));
    expect(requests).toEqual([`GET ${server.url}/trpc/sealedFiles.lookup?input=${input}`]);
    expect(bodies).toEqual([null]);
    expect(server.calls).toEqual([{ name: 'sealedFiles.lookup', input: { sha256: SHA256 } }]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  test('a file dropped anywhere on the page is checked, and not opened by the browser', async () => {
    const { page, context } = await visitVerify(browser, server);
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['abc'], 'abc.txt'));
      return transfer;
    })()`);
    await page.locator('h1').dispatchEvent('dragover', { dataTransfer: dropped });
    await page.getByText('Drop the file to check it').waitFor();
    await page.locator('h1').dispatchEvent('drop', { dataTransfer: dropped });
    await page.locator('.result').waitFor();
    // FIPS 180-4, the example of one block.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(server.calls).toEqual([{ name: 'sealedFiles.lookup', input: { sha256 } }]);
    expect(await page.getByText('Drop the file to check it').count()).toBe(0);
    await context.close();
  });

  test('offline it says so, and can ask again without the file', async () => {
    const { page, context } = await visitVerify(browser, server);
    await context.setOffline(true);
    await page.locator('input[type=file]').setInputFiles(FILE);
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    expect(await page.locator('.result').count()).toBe(0);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.result').waitFor();
    expect(server.calls).toEqual([{ name: 'sealedFiles.lookup', input: { sha256: SHA256 } }]);
    await context.close();
  });

  test.each([
    { code: 'INTERNAL', words: 'Something went wrong on our side' },
    { code: 'RATE_LIMIT_EXCEEDED', words: 'too many requests' },
  ] as const)('$code is no answer about the file', async ({ code, words }) => {
    server.script.lookup = refuse(code);
    const { page, context } = await visitVerify(browser, server);
    await page.locator('input[type=file]').setInputFiles(FILE);
    await page.getByRole('alert').getByText(words).waitFor();
    await page.getByText('Reference for questions: req_test').waitFor();
    expect(await page.locator('.result').count()).toBe(0);
    await context.close();
  });

  test('of two files checked at once the newer one is told', async () => {
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.script.lookup = async ({ sha256 }) => {
      if (sha256 !== SHA256) return UNKNOWN;
      await answered;
      return lookupOf();
    };
    const { page, context } = await visitVerify(browser, server);
    await page.locator('input[type=file]').setInputFiles(FILE);
    await page.getByText('The file is being checked …').waitFor();
    const late = page.waitForResponse((response) => response.url().includes(SHA256));
    expect(await check(page, join(fixtures, 'rot0.pdf'))).toContain('rot0.pdf');
    answer();
    await (await late).finished();
    await page.getByRole('button', { name: 'Deutsch' }).click();
    expect(await page.locator('.result').innerText()).toContain('rot0.pdf');
    await context.close();
  });

  test('a file larger than a browser can hold is told so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verify-'));
    const large = join(folder, 'large.pdf');
    writeFileSync(large, '%PDF-1.7');
    truncateSync(large, 1024 ** 3 + 1);
    const { page, context } = await visitVerify(browser, server);
    await page.locator('input[type=file]').setInputFiles(large);
    await page.getByRole('alert').getByText('too large to be checked in the browser').waitFor();
    expect(server.calls).toEqual([]);
    await check(page);
    expect(await page.getByRole('alert').getByText('too large').count()).toBe(0);
    await context.close();
    rmSync(folder, { recursive: true });
  });

  test('without a secure connection the reason is given', async () => {
    const args = ['--no-sandbox', '--host-resolver-rules=MAP verify.test 127.0.0.1'];
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    const other = await chromium.launch({ executablePath, args });
    const { page } = await newVisitor(other, { language: 'en' });
    await page.goto(`${server.url.replace('127.0.0.1', 'verify.test')}/verify`);
    await page.locator('input[type=file]').setInputFiles(FILE);
    await page.getByRole('alert').getByText('not opened over a secure connection').waitFor();
    await other.close();
  });

  test('the keyboard reaches the choice of a file, and the page says how to check more', async () => {
    const { page, context, requests } = await visitVerify(browser, server);
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await (await chosen).setFiles(FILE);
    await page.locator('.result').waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('The file does not leave your device.');
    expect(text).toContain('npm run verify -- FILE');
    expect(text).toContain('Adobe Acrobat Reader');
    expect(requests.join('\n'), 'no viewer').not.toMatch(/engine|worker/);
    await context.close();
  });

  test('without scripts the page says what to do', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/verify`);
    expect(await page.innerText('body')).toContain('This page needs JavaScript');
    expect(await page.innerText('body')).toContain('Diese Seite benötigt JavaScript');
    await context.close();
  });
});
