import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, newVisitor, sidewaysScroll, unexpected } from '../support/browser.ts';
import { deadLanding, happyScript, landingOf, refuse, sessionOf } from './script.ts';
import { type Script, type StubServer, startStub } from './stub-server.ts';

const NAMES = /Smith|Müller|kanzlei@|john\.smith|employment/;

type Dead = { state: string; script: Partial<Script>; en: string; de: string; button?: boolean };

const BY_LANDING: Dead[] = [
  dead('not_your_turn', 'It is not your turn yet', 'Sie sind noch nicht an der Reihe', true),
  dead('link_expired', 'This link has expired', 'Dieser Link ist abgelaufen', true),
  dead('completed', 'Signing is complete', 'Alles ist unterzeichnet'),
  dead('declined', 'Signing was declined', 'Die Unterzeichnung wurde abgelehnt'),
  dead('expired', 'The deadline has passed', 'Die Frist ist abgelaufen'),
  dead('voided', 'This request was withdrawn', 'Diese Anfrage wurde zurückgezogen'),
  {
    state: 'a copy link dead by age, which is not renewed',
    script: { landing: () => ({ ...deadLanding('en', 'link_expired'), kind: 'copy' }) },
    en: 'This link has expired',
    de: 'Dieser Link ist abgelaufen',
  },
  {
    state: 'unknown',
    script: { landing: refuse('LINK_INVALID') },
    en: 'This link does not work',
    de: 'Dieser Link funktioniert nicht',
  },
  {
    state: 'too many requests',
    script: { landing: refuse('RATE_LIMIT_EXCEEDED') },
    en: 'One moment, please',
    de: 'Einen Moment bitte',
    button: true,
  },
];

const BY_SESSION: Dead[] = [
  {
    state: 'no session',
    script: { session: refuse('SESSION_REQUIRED') },
    en: 'Please open the link from your e-mail',
    de: 'Bitte öffnen Sie den Link aus Ihrer E-Mail',
  },
  {
    state: 'session expired',
    button: true,
    script: { session: refuse('SESSION_EXPIRED') },
    en: 'Your session has ended',
    de: 'Ihre Sitzung ist beendet',
  },
  {
    state: 'the envelope ended meanwhile',
    script: { session: refuse('ENVELOPE_STATE_CONFLICT', 'voided') },
    en: 'This request was withdrawn',
    de: 'Diese Anfrage wurde zurückgezogen',
  },
];

function dead(
  state: 'not_your_turn' | 'link_expired' | 'completed' | 'declined' | 'expired' | 'voided',
  en: string,
  de: string,
  button = false,
): Dead {
  return { state, en, de, button, script: { landing: () => deadLanding('en', state) } };
}

describe('states that are a page of their own', { timeout: 60_000 }, () => {
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
    ...BY_LANDING.map((state) => ({ ...state, path: '/sign/some-token' })),
    ...BY_SESSION.map((state) => ({ ...state, path: '/sign' })),
  ])('$state, at $path', async ({ script, path, en, de, button }) => {
    Object.assign(server.script, script);
    const { page, context, problems } = await newVisitor(browser, { device: 'phone' });
    await page.goto(server.url + path);
    await page.getByRole('heading', { level: 1, name: en }).waitFor();
    await expect
      .poll(() => page.evaluate('document.activeElement.tagName'), { message: 'focus' })
      .toBe('H1');
    expect(await page.textContent('body')).not.toMatch(NAMES);
    expect(await page.title()).toBe('Documents for signature');
    await page.getByRole('button', { name: 'Deutsch' }).tap();
    await page.getByRole('heading', { level: 1, name: de }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(await page.locator('main .button').count()).toBe(button ? 1 : 0);
    expect(await page.locator('main .next').innerText(), 'the next step').not.toBe('');
    expect(await sidewaysScroll(page)).toBe(0);
    expect(unexpected(problems)).toEqual([]);
    expect(server.calls.map(({ name }) => name)).toEqual([
      path === '/sign' ? 'session' : 'landing',
    ]);
    await context.close();
  });

  test.each([
    { code: 'LINK_INVALID', heading: 'This link does not work' },
    { code: 'NOT_YOUR_TURN', heading: 'It is not your turn yet' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'expired', heading: 'The deadline has passed' },
    { code: 'ENVELOPE_STATE_CONFLICT', status: 'completed', heading: 'Signing is complete' },
  ] as const)('$code at the press', async ({ code, heading, ...rest }) => {
    server.script.open = refuse(code, 'status' in rest ? rest.status : undefined);
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await page.textContent('body')).not.toMatch(NAMES);
    await context.close();
  });

  test('a link that died by age offers a fresh one and tells nothing about it', async () => {
    server.script.landing = () => deadLanding('en', 'link_expired');
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/old-token`);
    await page.getByRole('button', { name: 'Send me a fresh link' }).dblclick();
    await page
      .getByText('If the link was valid, an e-mail with a fresh one is on its way.')
      .waitFor();
    expect(server.calls.slice(1)).toEqual([{ name: 'requestLink', input: { token: 'old-token' } }]);
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('box');
    await context.close();
  });

  test('a link that expires between landing and press offers a fresh one', async () => {
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/old-token`);
    await page.getByRole('button', { name: 'Open documents' }).waitFor();
    server.script.open = refuse('LINK_EXPIRED');
    server.script.landing = () => deadLanding('en', 'link_expired');
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.getByRole('button', { name: 'Send me a fresh link' }).waitFor();
    await context.close();
  });

  test('one who has acted is told so and can read', async () => {
    const signed = { status: 'signed' as const, signed_at: '2026-05-21T09:30:00Z' };
    const signer = { name: 'John Smith', role: 'signer' as const, status: 'signed' as const };
    server.script.landing = () => landingOf('en', { state: 'acted', signer });
    server.script.open = () => sessionOf('en', signed);
    const { page, context } = await newVisitor(browser, { device: 'phone' });
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByRole('heading', { name: 'You have already signed' }).waitFor();
    await page.getByRole('button', { name: 'Read the documents' }).tap();
    await page.getByRole('figure', { name: 'Page 1 of 1', exact: true }).waitFor();
    expect(await page.getByRole('checkbox').count(), 'nothing to sign').toBe(0);
    await page.waitForURL(`${server.url}/sign`);

    server.script.session = () => sessionOf('en', signed);
    await page.reload();
    await page.getByRole('heading', { name: 'You have already signed' }).waitFor();
    expect(await page.textContent('main')).toContain('21 May 2026, 11:30');
    await page.getByRole('button', { name: 'Read the documents' }).waitFor();
    await context.close();
  });

  test.each([
    { locale: 'en', deadline: '19 June 2026, 18:30 (Central European Summer Time)' },
    { locale: 'de', deadline: '19. Juni 2026, 18:30 Uhr (Mitteleuropäische Sommerzeit)' },
  ] as const)('the deadline is told in the zone of the envelope: $deadline', async (words) => {
    server.script.landing = () => landingOf(words.locale);
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByText(words.deadline).waitFor();
    await context.close();
  });

  test('an unreachable server can be tried again', async () => {
    const { page, context } = await newVisitor(browser);
    await page.route('**/trpc/**', (route) => route.abort());
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    await page.unroute('**/trpc/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Kanzlei Müller asks you to sign' }).waitFor();
    await page.route('**/trpc/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await page.unroute('**/trpc/**');
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.locator('.panel').waitFor();
    await context.close();
  });

  test('a fault of ours names the request', async () => {
    server.script.landing = refuse('INTERNAL');
    const { page, context } = await newVisitor(browser);
    await page.goto(`${server.url}/sign/some-token`);
    await page.getByText('Reference for questions: req_test').waitFor();
    await context.close();
  });

  test.each(['/sign/some-token', '/verify'])(
    'the first view of %s is small: what shows documents comes later',
    async (path) => {
      const { page, context } = await newVisitor(browser);
      const sizes: Promise<number>[] = [];
      page.on('requestfinished', (request) => {
        if (request.resourceType() !== 'script') return;
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
      });
      await page.goto(server.url + path);
      await page.locator('h1').waitFor();
      await page.waitForLoadState('networkidle');
      const bytes = await Promise.all(sizes);
      const sum = bytes.reduce((all, one) => all + one, 0);
      expect(sum, 'compressed').toBeGreaterThan(50_000);
      expect(sum, 'compressed').toBeLessThan(200_000);
      await context.close();
    },
  );

  test('without scripts the page says what to do', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/sign/some-token`);
    expect(await page.innerText('body')).toContain('This page needs JavaScript.');
    expect(await page.innerText('body')).toContain('Diese Seite benötigt JavaScript.');
    expect(server.calls).toEqual([]);
    await context.close();
  });
});
