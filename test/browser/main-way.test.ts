import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { darkPixels, launchBrowser, newVisitor, sidewaysScroll } from '../support/browser.ts';
import {
  type Client,
  createClient,
  createEnvelope,
  HR,
  JOHN,
  linksTo,
  openAs,
} from '../support/client.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { agree, checkButton } from './field-page.ts';

const WORDS = {
  en: {
    asks: 'Kanzlei Müller asks you to sign',
    deadline: /Open until\d+ \w+ \d{4}, \d\d:\d\d \(Central European (Summer|Standard) Time\)/,
    open: 'Open documents',
    page1: 'Page 1 of 1',
    toSign: 'Go to signature',
    name: 'Your full name',
    sign: 'Sign',
    done: 'Thank you, you have signed',
    next: 'As soon as everybody has signed, you will receive an e-mail at john.smith@example.com',
    copy: 'Kanzlei Müller sends you signed documents',
    copies: 'Your signed documents',
    download: /^Download b1_1p/,
  },
  de: {
    asks: 'Kanzlei Müller bittet Sie um Ihre Unterschrift',
    deadline: /Möglich bis\d+\. \S+ \d{4}, \d\d:\d\d Uhr \(Mitteleuropäische (Sommer|Normal)zeit\)/,
    open: 'Dokumente öffnen',
    page1: 'Seite 1 von 1',
    toSign: 'Zur Unterschrift',
    name: 'Ihr vollständiger Name',
    sign: 'Unterschreiben',
    done: 'Vielen Dank, Sie haben unterschrieben',
    next: 'Sobald alle unterzeichnet haben, erhalten Sie an john.smith@example.com eine E-Mail',
    copy: 'Kanzlei Müller sendet Ihnen unterzeichnete Dokumente',
    copies: 'Ihre unterzeichneten Dokumente',
    download: /^b1_1p.* herunterladen$/,
  },
} as const;

const MESSAGE = 'Please read\nhttps://evil.example <b>soon</b>.';

describe('the main way, with the real server', { timeout: 90_000 }, () => {
  let browser: Browser;
  let app: TestApp;
  let client: Client;

  beforeAll(async () => {
    await buildWeb();
    app = await startApp('sqlite', { env: { PRIVACY_URL: 'https://example.com/privacy?a=1&b=2' } });
    client = createClient(app, (await app.createKey()).key);
    browser = await launchBrowser();
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function send(locale: 'en' | 'de' = 'en') {
    later();
    const sender = { name: 'Kanzlei Müller', email: 'kanzlei@example.com' };
    const envelope = await createEnvelope(client, { locale, sender, message: MESSAGE });
    return { envelope, link: await linkTo(JOHN.email) };
  }

  /** The clock of the test stands, and mails are told apart by their time. */
  function later(): void {
    app.clock.advance(1000);
  }

  async function linkTo(email: string): Promise<string> {
    return `${app.url}/sign/${(await linksTo(app, email)).at(-1)}`;
  }

  async function downloadHead(context: BrowserContext, path: string | null): Promise<string> {
    const response = await context.request.get(app.url + path);
    return (await response.body()).subarray(0, 5).toString();
  }

  test.each([
    { locale: 'en', device: 'phone' },
    { locale: 'de', device: 'phone' },
    { locale: 'en', device: 'desktop' },
    { locale: 'de', device: 'desktop' },
  ] as const)('$locale on a $device', async ({ locale, device }) => {
    const words = WORDS[locale];
    const { envelope, link } = await send(locale);
    const status = async () => (await client.get(`/signing/envelopes/${envelope.id}`)).body.status;
    const { page, context, problems, requests } = await newVisitor(browser, { device });
    const press = (name: string) => {
      const button = page.getByRole('button', { name, exact: true });
      return device === 'phone' ? button.tap() : button.click();
    };

    await page.goto(link);
    await page.getByRole('heading', { name: words.asks }).waitFor();
    expect(await page.textContent('main')).toMatch(words.deadline);
    expect(await page.getAttribute('html', 'lang')).toBe(locale);
    expect(await page.locator('main').innerText()).toContain(MESSAGE);
    expect(await page.locator('main a').count(), 'a message is never turned into links').toBe(0);
    expect(await page.locator('footer a').getAttribute('href')).toBe(
      'https://example.com/privacy?a=1&b=2',
    );
    expect(await sidewaysScroll(page)).toBe(0);
    const posts = requests.filter((line) => !line.startsWith('GET '));
    expect(posts, 'before the press').toEqual([`POST ${app.url}/trpc/sign.landing`]);
    expect(requests.join('\n'), 'the viewer comes after the press').not.toMatch(/engine|worker/);
    expect(await status(), 'nothing happened yet').toBe('sent');

    await press(words.open);
    await page.getByRole('heading', { level: 1, name: envelope.title }).waitFor();
    // The token leaves the address.
    await page.waitForURL(`${app.url}/sign`);
    expect(await status()).toBe('in_progress');
    expect(await darkPixels(page, words.page1)).toBeGreaterThan(1000);
    expect(await sidewaysScroll(page)).toBe(0);

    await page.reload();
    if (device === 'phone') await press(words.toSign);
    await page.getByLabel(words.name).fill('John A. Smith');
    await checkButton(page)[device === 'phone' ? 'tap' : 'click']();
    await page.getByRole('checkbox').check();
    await press(words.sign);
    await page.getByRole('heading', { level: 1, name: words.done }).waitFor();
    expect(await page.textContent('main')).toContain(words.next);
    expect(await sidewaysScroll(page)).toBe(0);

    later();
    await (await openAs(app, HR.email)).sign();
    await page.goto(await linkTo(JOHN.email));
    await page.getByRole('heading', { name: words.copy }).waitFor();
    await press(words.open);
    await page.getByRole('heading', { name: words.copies }).waitFor();
    const download = await page.getByRole('link', { name: words.download }).getAttribute('href');
    expect(await downloadHead(context, download)).toBe('%PDF-');

    expect(problems).toEqual([]);
    const elsewhere = requests.filter((line) => !line.split(' ')[1]?.startsWith(`${app.url}/`));
    expect(elsewhere, 'requests to other origins').toEqual([]);
    await context.close();
  });

  test('the way back does not lead to the link', async () => {
    const { link } = await send();
    const { page, context } = await newVisitor(browser);
    await page.goto(`${app.url}/sign`);
    await page.goto(link);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.locator('.panel').waitFor();
    await page.goBack();
    await page.waitForURL(`${app.url}/sign`);
    await page.goForward();
    await page.waitForURL(`${app.url}/sign`);
    await context.close();
  });

  test('of two links in one browser the earlier one signs nothing', async () => {
    const { envelope, link } = await send();
    const { page, context } = await newVisitor(browser);
    await page.goto(link);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);

    const other = await context.newPage();
    await other.goto(await linkTo(HR.email));
    await other.getByRole('button', { name: 'Open documents' }).click();
    await other.locator('.panel').waitFor();

    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('heading', { name: 'Another link was opened in this browser' }).waitFor();
    const { body } = await client.get(`/signing/envelopes/${envelope.id}`);
    expect(body.signers.map(({ status }: { status: string }) => status)).toEqual([
      'viewed',
      'viewed',
    ]);
    await context.close();
  });

  test('a request withdrawn while it is read says so at the signature, and at its link', async () => {
    const { envelope, link } = await send();
    const { page, context } = await newVisitor(browser);
    await page.goto(link);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);
    await client.post(`/signing/envelopes/${envelope.id}/void`, { reason: 'A mistake' });
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('heading', { name: 'This request was withdrawn' }).waitFor();
    await page.goto(link);
    await page.getByRole('heading', { name: 'This request was withdrawn' }).waitFor();
    expect(await page.textContent('body')).not.toMatch(/Smith|Müller|mistake/);
    await context.close();
  });

  test('the real consent text follows the language, and declining works', async () => {
    const { envelope, link } = await send();
    const { page, context } = await newVisitor(browser);
    await page.goto(link);
    await page.getByRole('button', { name: 'Open documents' }).click();
    const consent = page.locator('.consent');
    await page.getByLabel('Your full name').fill('John Smith');
    await checkButton(page).click();
    const english = await consent.innerText();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByLabel('Ihr vollständiger Name').waitFor();
    await checkButton(page).click();
    expect(await consent.innerText()).not.toBe(english);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ablehnen' }).click();
    await page.getByLabel('Ihr Grund').fill('Nicht wie besprochen');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('button', { name: 'Endgültig ablehnen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sie haben abgelehnt' }).waitFor();
    const { body } = await client.get(`/signing/envelopes/${envelope.id}`);
    expect(body).toMatchObject({ status: 'declined', decline_reason: 'Nicht wie besprochen' });
    await context.close();
  });
});
