import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  darkPixels,
  greyAt,
  launchBrowser,
  newVisitor,
  sidewaysScroll,
  unexpected,
} from '../support/browser.ts';
import { makePdf } from './make-pdf.ts';
import { happyScript, refuse, sessionOf } from './script.ts';
import { fixtures, type StubServer, startStub } from './stub-server.ts';

type Sized = { width: number; clientWidth: number };

const PAGE_1 = 'Page 1 of 1';
const TEXT = 'BT /F1 60 Tf 40 600 Td (Hello World) Tj ET';
const IMAGE = 'q 400 0 0 400 50 200 cm /I1 Do Q';

// 8 × 8 pixels each. JPEG 2000: one tile of one empty packet, all coefficients zero, so mid-grey.
const GREY_JPEG_2000 = Buffer.from(
  'ff4fff510029000000000008000000080000000000000000000000080000000800000000000000000001070101' +
    'ff52000c00000001000004040001ff5c00044040ff90000a00000000000f0001ff9300ffd9',
  'hex',
);
// JBIG2: a page whose default pixel is black, and nothing on it.
const BLACK_JBIG2 = Buffer.from(
  '0000000030000100000013' + '00000008000000080000000000000000040000',
  'hex',
);

// GBK-EUC-H needs a character map and STSong is nobody's to embed: Chinese for "contract".
const CJK_FONT =
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [7 0 R] >>';
const CJK_DESCENDANT =
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 8 0 R >>';
const CJK_DESCRIPTOR =
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>';

describe('the documents', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  function oneDocument(bytes: Buffer): void {
    server.script.document = () => bytes;
    server.script.session = () => {
      const session = sessionOf('en');
      session.envelope.documents.length = 1;
      return session;
    };
  }

  test.each([
    { font: 'Helvetica', file: 'LiberationSans-Regular.ttf' },
    { font: 'Times-Roman', file: 'FoxitSerif.pfb' },
    { font: 'Courier', file: 'FoxitFixed.pfb' },
  ])('$font, not embedded, is set in our own font and not the device’s', async ({ font, file }) => {
    const object = `<< /Type /Font /Subtype /Type1 /BaseFont /${font} >>`;
    oneDocument(makePdf([{ content: TEXT, font: object }]));
    const { page, context, problems, requests } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    expect(await darkPixels(page, PAGE_1)).toBeGreaterThan(2000);
    await expect
      .poll(() => requests.some((line) => line.endsWith(`/standard_fonts/${file}`)))
      .toBe(true);
    await page.getByText('Hello World').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('Chinese without an embedded font finds its character map', async () => {
    const content = 'BT /F1 60 Tf 40 600 Td <BACFCDAC> Tj ET';
    oneDocument(makePdf([{ content, font: CJK_FONT }], [CJK_DESCENDANT, CJK_DESCRIPTOR]));
    const { page, context, problems, requests } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByText('合同').waitFor();
    await expect
      .poll(() => requests.some((line) => /\/cmaps\/GBK-EUC-H\.bcmap$/.test(line)))
      .toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each([
    { filter: 'JPXDecode', bits: 8, bytes: GREY_JPEG_2000, decoder: 'openjpeg', grey: 128 },
    { filter: 'JBIG2Decode', bits: 1, bytes: BLACK_JBIG2, decoder: 'jbig2', grey: 0 },
  ])('$filter is decoded by script, so that the policy needs no WebAssembly', async (image) => {
    oneDocument(makePdf([{ content: IMAGE, image }]));
    const { page, context, problems, requests } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    expect(await greyAt(page, PAGE_1, 0.4, 0.5)).toBeCloseTo(image.grey, -1);
    expect(await greyAt(page, PAGE_1, 0.4, 0.1), 'beside the image').toBe(255);
    const decoders = requests.filter((line) => line.includes(image.decoder));
    expect(decoders.map((line) => line.split('/').at(-1))).toEqual([
      `${image.decoder}_nowasm_fallback.js`,
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('a turned page is shown turned, with its text over it', async () => {
    oneDocument(makePdf([{ content: TEXT, rotate: 90 }]));
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await darkPixels(page, PAGE_1);
    const canvas = await page.locator('canvas').first().boundingBox();
    expect((canvas?.width ?? 0) / (canvas?.height ?? 1)).toBeCloseTo(842 / 595, 1);
    const text = await page.getByText('Hello World').boundingBox();
    expect(text?.height, 'the text runs downwards').toBeGreaterThan(text?.width ?? 0);
    expect(text?.x).toBeGreaterThan((canvas?.x ?? 0) + (canvas?.width ?? 0) / 2);
    await context.close();
  });

  test('pages are sharp on a dense screen and painted only near the view', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign`);
    await darkPixels(page, PAGE_1);
    const canvas = page.locator('canvas').first();
    const density = await canvas.evaluate((c: Sized) => c.width / c.clientWidth);
    expect(density).toBeGreaterThan(2.9);
    await page.getByRole('figure', { name: 'Page 1 of 10' }).locator('canvas').waitFor();
    const last = page.getByRole('figure', { name: 'Page 10 of 10' });
    expect(await last.locator('canvas').count(), 'far away').toBe(0);
    await last.scrollIntoViewIfNeeded();
    expect(await darkPixels(page, 'Page 10 of 10')).toBeGreaterThan(100);
    await expect
      .poll(() => page.getByRole('figure', { name: PAGE_1 }).locator('canvas').count())
      .toBe(0);
    await context.close();
  });

  test('pages can be made larger without moving the view sideways', async () => {
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign`);
    await darkPixels(page, PAGE_1);
    const width = () =>
      page
        .locator('canvas')
        .first()
        .evaluate((c: Sized) => c.clientWidth);
    const before = await width();
    await page.getByRole('button', { name: 'Make pages larger' }).tap();
    await expect.poll(async () => (await width()) / before).toBeCloseTo(1.5, 1);
    expect(await sidewaysScroll(page)).toBe(0);
    await context.close();
  });

  test('each document has its name and a download', async () => {
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByRole('heading', { name: 'Anlage zum Arbeitsvertrag.pdf' }).waitFor();
    const link = page.getByRole('link', { name: 'Download employment_agreement.pdf' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('employment_agreement.pdf');
    expect(download.url()).toBe(`${server.url}/api/v1/sign/documents/sigdoc_1?version=presented`);
    await context.close();
  });

  test('a document that fails can be tried again; the others show', async () => {
    server.script.document = (id) => (id === 'sigdoc_1' ? 500 : 'b10_10p.pdf');
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByRole('alert').getByText('This document could not be shown.').waitFor();
    expect(await darkPixels(page, 'Page 1 of 10')).toBeGreaterThan(1000);
    server.script.document = () => 'b1_1p.pdf';
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await darkPixels(page, PAGE_1)).toBeGreaterThan(1000);
    await context.close();
  });

  test('a session that ends while documents load is explained', async () => {
    server.script.document = () => {
      server.script.session = refuse('SESSION_EXPIRED');
      return 401;
    };
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    await context.close();
  });

  test('somebody who reads on keeps the session awake', async () => {
    const { page, context } = await newVisitor(browser);
    await page.clock.install();
    await page.goto(`${server.url}/sign`);
    await page.locator('.panel').waitFor();
    server.calls.length = 0;
    await page.keyboard.press('PageDown');
    expect(server.calls).toEqual([]);
    await page.clock.fastForward('10:00');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect.poll(() => server.calls.map(({ name }) => name)).toEqual(['session']);
    await context.close();
  });

  /** Stalls after the beginning; the viewer then asks for the end, which comes late as well. */
  function slowly(file: string): RequestHandler {
    const bytes = readFileSync(join(fixtures, file));
    return (req, res) => {
      if (req.headers.range) {
        setTimeout(() => res.sendFile(file, { root: fixtures }), 500);
        return;
      }
      res.set({ 'Accept-Ranges': 'bytes', 'Content-Length': String(bytes.length) });
      res.type('application/pdf').write(bytes.subarray(0, 65_536));
      setTimeout(() => res.end(bytes.subarray(65_536)), 1000);
    };
  }

  test('leaving while documents load leaves no error behind', async () => {
    const { page, context, problems } = await newVisitor(browser);
    server.script.document = () => slowly('b10_10p.pdf');
    const parts = page.waitForRequest((request) => 'range' in request.headers());
    await page.goto(`${server.url}/sign`);
    await parts;
    server.script.session = refuse('SESSION_EXPIRED');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.locator('[data-notice=session_expired]').waitFor();
    await sleep(1500);
    expect(unexpected(problems)).toEqual([]);
    await context.close();
  });
});
