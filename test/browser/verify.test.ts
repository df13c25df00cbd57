import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  launchBrowser,
  newVisitor,
  sidewaysScroll,
  type VisitorOptions,
} from '../support/browser.ts';
import { happyScript, lookupOf, refuse } from './script.ts';
import { fixtures, type StubServer, startStub } from './stub-server.ts';

const FILE = join(fixtures, 'b1_1p.pdf');
const SHA256 = createHash('sha256').update(readFileSync(FILE)).digest('hex');
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

  async function atThePage(options: VisitorOptions = { language: 'en' }) {
    const visitor = await newVisitor(browser, options);
    await visitor.page.goto(`${server.url}/verify`);
    await visitor.page.locator('input[type=file]').waitFor();
    return visitor;
  }

  async function check(page: Page, file = FILE): Promise<string> {
    await page.locator('input[type=file]').setInputFiles(file);
    await page.locator('.result').waitFor();
    return page.locator('.result').innerText();
  }

  test.each([
    {
      state: 'a live document',
      answer: lookupOf(),
      en: [
        'This file was sealed here and is unchanged',
        'signed document',
        '21 May 2026, 09:30',
        'PAdES B-T',
        'time-stamping authority',
      ],
      de: [
        'Diese Datei wurde hier versiegelt und ist unverändert',
        'unterzeichnetes Dokument',
        '21. Mai 2026, 09:30 Uhr',
        'PAdES B-T',
        'Zeitstempelstelle',
      ],
    },
    {
      state: 'a certificate, by the clock of the server',
      answer: lookupOf({ kind: 'certificate', level: 'B-B' }),
      en: ['certificate of completion of exactly these bytes', 'PAdES B-B', 'this server’s clock'],
      de: ['Abschlussprotokoll mit genau diesen Bytes', 'PAdES B-B', 'Uhr dieses Servers'],
    },
    {
      state: 'a test document',
      answer: lookupOf({ mode: 'test' }),
      en: ['TEST: not a real signed document', 'proves nothing'],
      de: ['TEST: kein echtes unterzeichnetes Dokument', 'beweist nichts'],
    },
    {
      state: 'a document that was replaced',
      answer: lookupOf({ replaced: true }),
      en: ['There is a newer version', 'Ask whoever gave it to you'],
      de: ['Es gibt eine neuere Fassung', 'um die neuere'],
    },
    {
      state: 'an unknown file',
      answer: UNKNOWN,
      en: [
        'This server has not sealed a file with these exact bytes. It may have been changed, printed and scanned, or sealed elsewhere.',
      ],
      de: [
        'Dieser Server hat keine Datei mit genau diesen Bytes versiegelt. Vielleicht wurde sie verändert, ausgedruckt und gescannt oder anderswo versiegelt.',
      ],
    },
  ])('$state is told in both languages', async ({ answer, en, de }) => {
    server.script.lookup = () => answer;
    const { page, context, problems } = await atThePage({ language: 'en', device: 'phone' });
    const english = await check(page);
    for (const words of en) expect(english).toContain(words);
    expect(english).toContain(SHA256);
    expect(english).toContain('b1_1p.pdf');
    expect(await page.evaluate('document.activeElement.className')).toBe('result');
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Deutsch' }).tap();
    await page
      .getByRole('heading', { level: 1, name: 'Unterzeichnetes Dokument prüfen' })
      .waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(await page.title()).toBe('Dokument prüfen');
    const german = await page.locator('.result').innerText();
    for (const words of de) expect(german).toContain(words);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each([
    { answer: lookupOf({ mode: 'test' }), never: /is unchanged|signed document of exactly/ },
    { answer: lookupOf({ mode: 'test', replaced: true }), never: /sealed here and is/ },
    { answer: UNKNOWN, never: /is unchanged|PAdES|Sealed on/ },
    { answer: lookupOf({ level: 'B-B' }), never: /authority/ },
    { answer: lookupOf(), never: /TEST|newer|clock|qualified|legally/ },
  ])('$answer says no more than it knows', async ({ answer, never }) => {
    server.script.lookup = () => answer;
    const { page, context } = await atThePage();
    expect(await check(page)).not.toMatch(never);
    await context.close();
  });

  test('the file stays in the browser: only its hash is asked for', async () => {
    const { page, context, requests } = await atThePage();
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
    const { page, context } = await atThePage();
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
    const { page, context } = await atThePage();
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
    const { page, context } = await atThePage();
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
    const { page, context } = await atThePage();
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
    const { page, context } = await atThePage();
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
    const { page, context, requests } = await atThePage();
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
