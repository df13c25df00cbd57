import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, sidewaysScroll } from '../support/browser.ts';
import { happyScript, lookupOf } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';
import { check, SHA256, visitVerify } from './verify-page.ts';

const UNKNOWN = lookupOf({ known: false });

describe('what is told of a file', { timeout: 60_000 }, () => {
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
      de: ['Abschlusszertifikat mit genau diesen Bytes', 'PAdES B-B', 'Uhr dieses Servers'],
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
    const { page, context, problems } = await visitVerify(browser, server, {
      language: 'en',
      device: 'phone',
    });
    const english = await check(page);
    for (const words of en) expect(english).toContain(words);
    expect(english).toContain(SHA256);
    expect(english).toContain('b1_1p.pdf');
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('result');
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
    const { page, context } = await visitVerify(browser, server);
    expect(await check(page)).not.toMatch(never);
    await context.close();
  });
});
