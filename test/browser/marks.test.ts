import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import { checkButton, sign } from './field-page.ts';
import {
  drawByMouse,
  INITIALS,
  inkOf,
  inPlace,
  measureInk,
  pad,
  SIGNATURE,
  signAndRead,
  WAVE,
} from './mark-page.ts';
import { happyScript, refuseMember, sessionWithFields } from './script.ts';
import { type StubServer, startStub } from './stub-server.ts';

describe('how a signature is made', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: StubServer;

  beforeAll(async () => {
    server = await startStub(happyScript('en'));
    browser = await launchBrowser();
  }, 60_000);

  beforeEach(() => {
    server.script = happyScript('en');
    server.script.session = ({ locale }) => sessionWithFields(locale ?? 'en', [SIGNATURE]);
    server.calls.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function atThePanel(kind: 'Type' | 'Draw' | 'Upload', device?: 'phone') {
    const visitor = await newVisitor(browser, { device });
    await visitor.page.goto(`${server.url}/sign`);
    await visitor.page.getByRole('radio', { name: kind }).first().check();
    return visitor;
  }

  test('each kind keeps what was entered; the one that is chosen is sent', async () => {
    const { page, context } = await atThePanel('Type');
    await page.getByLabel('Your full name').fill('John Smith');
    await page.getByRole('radio', { name: 'Draw' }).check();
    await drawByMouse(page, WAVE);
    await inPlace(page).waitFor();
    await page.getByRole('radio', { name: 'Upload' }).check();
    expect(await inPlace(page).count()).toBe(0);
    await page.getByRole('radio', { name: 'Draw' }).check();
    await inPlace(page).waitFor();
    expect((await pad(page).evaluate(measureInk)).inked).toBeGreaterThan(100);
    await page.getByRole('radio', { name: 'Type' }).check();
    expect(await page.getByLabel('Your full name').inputValue()).toBe('John Smith');
    const { signature } = await signAndRead(page, server);
    expect(signature).toEqual({ kind: 'typed', text: 'John Smith', font: 'formal' });
    await context.close();
  });

  test('initials are made in a way of their own', async () => {
    server.script.session = () => sessionWithFields('en', [SIGNATURE, INITIALS]);
    const { page, context } = await atThePanel('Type');
    await page.getByLabel('Your full name').fill('John Smith');
    const initials = page.getByRole('group', { name: 'Your initials' });
    await initials.getByLabel('Initials', { exact: true }).fill('');
    await checkButton(page).click();
    await page.getByRole('alert').getByText('Please type your initials.').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('initials');
    await initials.getByRole('radio', { name: 'Draw' }).check();
    await page.getByRole('alert').getByText('Please draw your initials.').waitFor();
    await drawByMouse(page, WAVE, initials.getByRole('img'));
    await inPlace(page, 'initials').waitFor();
    const sent = await signAndRead(page, server);
    expect(sent.signature).toEqual({ kind: 'typed', text: 'John Smith', font: 'formal' });
    expect(sent.initials.kind).toBe('drawn');
    expect(inkOf(sent.initials.image).ink).toBeGreaterThan(0.01);
    await context.close();
  });

  test.each([
    { path: 'signature.image', words: 'This drawing cannot be used.' },
    { path: 'initials.text', words: 'These initials cannot be used' },
  ])('a refusal of $path says so and keeps what was drawn', async ({ path, words }) => {
    server.script.session = () => sessionWithFields('en', [SIGNATURE, INITIALS]);
    server.script.sign = refuseMember(path);
    const { page, context } = await atThePanel('Draw');
    await page.getByLabel('Initials', { exact: true }).fill('JS');
    await drawByMouse(page, WAVE);
    await sign(page);
    await page.getByRole('alert').getByText(words).waitFor();
    await inPlace(page).waitFor();
    await context.close();
  });
});
