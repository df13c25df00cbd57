import type { RequestHandler } from 'express';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { darkPixels, launchBrowser, newVisitor } from '../support/browser.ts';
import { LOADED } from './field-page.ts';
import { happyScript, refuse } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';
import { type Paper, region, scriptOf } from './viewer-page.ts';

const LINES = Array.from({ length: 20 }, (_, line) => `Clause ${line + 1} of this agreement`);
const paper = (count: number): Paper => ({
  name: 'paper.pdf',
  // So long that each page has parts which are not asked for before it is painted.
  pages: Array.from({ length: count }, () => [...LINES, ' '.repeat(40_000)]),
});
const FAR = 'Page 50 of 60';
const FAILED = 'This page could not be shown.';

describe('a document of which parts do not come', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;
  /** What is done with requests for parts: served, not answered, or refused with a status. */
  let line: 'up' | 'down' | number;
  let asked: number;
  /** A byte for each of the document's, 1 once it was served; some are asked for twice. */
  let served: Buffer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 120_000);

  beforeEach(() => {
    line = 'up';
    asked = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Makes the document one of so many pages, served in parts. */
  function serve(pages: number): RequestHandler {
    server.script = scriptOf([paper(pages)]);
    const bytes = server.script.document('sigdoc_1');
    if (!Buffer.isBuffer(bytes)) throw new Error('There is no document');
    served = Buffer.alloc(bytes.length);
    const handler = inParts(bytes);
    server.script.document = () => handler;
    return handler;
  }

  function inParts(bytes: Buffer): RequestHandler {
    return (req, res) => {
      const [, first, last] = /bytes=(\d+)-(\d+)/.exec(req.headers.range ?? '') ?? [];
      asked++;
      if (line === 'down') return void req.socket.destroy();
      if (line !== 'up') return void res.sendStatus(line);
      const begin = Number(first);
      const part = bytes.subarray(begin, Number(last) + 1);
      res.status(206).set('Accept-Ranges', 'bytes').type('application/pdf');
      res.set('Content-Range', `bytes ${begin}-${begin + part.length - 1}/${bytes.length}`);
      served.fill(1, begin, begin + part.length);
      res.end(part);
    };
  }

  async function visit(pages: number) {
    serve(pages);
    const visitor = await newVisitor(browser);
    await visitor.page.goto(`${server.url}/sign`);
    expect(await darkPixels(visitor.page, `Page 1 of ${pages}`)).toBeGreaterThan(1000);
    return visitor;
  }

  async function goTo(page: Page, name: string) {
    await region(page, name).evaluate((element: Scrollable) => element.scrollIntoView());
    return region(page, name);
  }

  test.each([
    { line: 'down', why: 'the line is down' },
    { line: 503, why: 'the server fails' },
  ] as const)('says so of the pages that wait, and brings them: $why', async (broken) => {
    const { page, context } = await visit(60);
    line = broken.line;
    const far = await goTo(page, FAR);
    await far.getByText(FAILED).waitFor(LOADED);
    expect(await far.ariaSnapshot(), 'nobody knows').not.toContain('has no text');
    expect(await far.locator('canvas').count()).toBe(0);
    line = 'up';
    await far.getByRole('button', { name: 'Try again' }).click();
    expect(await darkPixels(page, FAR)).toBeGreaterThan(1000);
    await far.getByText('Clause 20').waitFor(LOADED);
    expect(await far.getByText(FAILED).count()).toBe(0);
    await context.close();
  });

  test('shows what is there while another part is missing', async () => {
    const { page, context } = await visit(60);
    line = 'down';
    await (await goTo(page, FAR)).getByText(FAILED).waitFor(LOADED);
    await goTo(page, 'Page 1 of 60');
    expect(await darkPixels(page, 'Page 1 of 60')).toBeGreaterThan(1000);
    expect(await region(page, 'Page 1 of 60').getByText(FAILED).count()).toBe(0);
    await context.close();
  });

  test('brings what was lost by itself when the device is online again', async () => {
    const { page, context } = await visit(60);
    await context.setOffline(true);
    await (await goTo(page, FAR)).getByText(FAILED).waitFor(LOADED);
    await context.setOffline(false);
    expect(await darkPixels(page, FAR)).toBeGreaterThan(1000);
    await context.close();
  });

  test('explains that the session ended, where that is why', async () => {
    const { page, context } = await visit(60);
    line = 401;
    server.script.session = refuse('SESSION_EXPIRED');
    await goTo(page, FAR);
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor(LOADED);
    await context.close();
  });

  test('is fetched whole where it is not long, so that it can be read on without a line', async () => {
    const { page, context } = await visit(40);
    await expect.poll(() => served.includes(0), LOADED).toBe(false);
    line = 'down';
    await goTo(page, 'Page 40 of 40');
    expect(await darkPixels(page, 'Page 40 of 40')).toBeGreaterThan(1000);
    expect(await page.getByText(FAILED).count()).toBe(0);
    await context.close();
  });

  test('can be tried again where not even its end came', async () => {
    const handler = serve(60);
    let repaired = false;
    server.script.document = () => (req, res, next) => {
      line = repaired || asked === 0 ? 'up' : 503;
      handler(req, res, next);
    };
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign`);
    await page.getByText('This document could not be shown.').waitFor(LOADED);
    repaired = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await darkPixels(page, 'Page 1 of 60')).toBeGreaterThan(1000);
    await context.close();
  });
});

type Scrollable = { scrollIntoView(): void };
