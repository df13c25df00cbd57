import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../scripts/build-web.ts';
import { launchBrowser, newVisitor } from '../support/browser.ts';
import { type Client, createClient, createEnvelope, HR, JOHN, linksTo } from '../support/client.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { agree, checkButton, sign, signButton } from './field-page.ts';

const MINUTE_MS = 60_000;

describe('what happens beside the main way, with the real server', { timeout: 90_000 }, () => {
  let browser: Browser;
  let app: TestApp;
  let client: Client;

  beforeAll(async () => {
    await buildWeb();
    app = await startApp('sqlite');
    client = createClient(app, (await app.createKey()).key);
    browser = await launchBrowser();
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function send(members: Record<string, unknown> = {}) {
    // The clock of the test stands, and mails are told apart by their time.
    app.clock.advance(1000);
    return createEnvelope(client, members);
  }

  async function linkTo(email: string): Promise<string> {
    app.clock.advance(1000);
    return `${app.url}/sign/${(await linksTo(app, email)).at(-1)}`;
  }

  async function open(page: Page, link: string): Promise<void> {
    await page.goto(link);
    await page.getByRole('button', { name: 'Open documents' }).click();
    await page.locator('.panel').waitFor();
  }

  async function signAs(page: Page, name: string): Promise<void> {
    await page.getByLabel('Your full name').fill(name);
    await sign(page);
  }

  const heading = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  const thanks = (page: Page) => heading(page, 'Thank you, you have signed');

  async function statuses(envelopeId: string): Promise<string[]> {
    const { body } = await client.get(`/signing/envelopes/${envelopeId}`);
    return body.signers.map(({ status }: { status: string }) => status);
  }

  async function trail(envelopeId: string): Promise<string[]> {
    const { body } = await client.get(`/signing/envelopes/${envelopeId}/audit-trail`);
    return body.data.map(({ type }: { type: string }) => type);
  }

  test('a mail scanner changes nothing, whatever it fetches or runs', async () => {
    const { id } = await send();
    const link = await linkTo(JOHN.email);
    const before = await trail(id);
    for (const method of ['HEAD', 'GET', 'GET', 'HEAD']) {
      expect((await fetch(link, { method })).status).toBe(200);
    }
    const { page, context } = await newVisitor(browser);
    await page.goto(link);
    const button = page.getByRole('button', { name: 'Open documents' });
    // Everything short of a press: running the page, reading, pointing, focusing, scrolling.
    await button.hover();
    await button.focus();
    await page.mouse.wheel(0, 400);
    await page.reload();
    await button.waitFor();
    for (const href of await page.locator('a').evaluateAll(hrefs)) {
      if (href.startsWith(app.url)) await fetch(href);
    }
    expect(await statuses(id)).toEqual(['pending', 'pending']);
    expect(await trail(id)).toEqual(before);
    await context.close();
  });

  test('two signers, one after the other', async () => {
    const { id } = await send({
      signing_order: 'sequential',
      signers: [
        { ...JOHN, order: 1 },
        { ...HR, order: 2 },
      ],
    });
    const first = await newVisitor(browser);
    await open(first.page, await linkTo(JOHN.email));
    expect(await linksTo(app, HR.email), 'nobody is asked before their turn').not.toContain(id);
    await signAs(first.page, 'John Smith');
    await thanks(first.page);
    await first.page.getByText('As soon as everybody has signed').waitFor();
    const second = await newVisitor(browser);
    await open(second.page, await linkTo(HR.email));
    await signAs(second.page, 'Hannah Richter');
    await second.page.getByText('Everybody has signed now.').waitFor();
    expect(await statuses(id)).toEqual(['signed', 'signed']);
    await first.page.reload();
    await heading(first.page, 'You have already signed');
    await first.page.getByText('Everybody has signed now.').waitFor();
    for (const [{ page }, email] of [[first, JOHN.email] as const, [second, HR.email] as const]) {
      await page.goto(await linkTo(email));
      await page.getByRole('button', { name: 'Open documents' }).click();
      await heading(page, 'Your signed documents');
      const copy = page.getByRole('link', { name: 'Download b1_1p.pdf' });
      const response = await page.request.get(app.url + (await copy.getAttribute('href')));
      expect((await response.body()).subarray(0, 5).toString()).toBe('%PDF-');
    }
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('two tabs of one signer sign once', async () => {
    const { id } = await send();
    const link = await linkTo(JOHN.email);
    const { page, context } = await newVisitor(browser);
    await open(page, link);
    const other = await context.newPage();
    await open(other, link);
    for (const tab of [page, other]) {
      await tab.getByLabel('Your full name').fill('John Smith');
      await agree(tab);
    }
    await Promise.all([signButton(page).click(), signButton(other).click()]);
    for (const tab of [page, other]) {
      await tab.getByRole('heading', { name: /^(Thank you, you have|You have already) signed$/ });
      await tab.locator('[data-acted="signed"]').waitFor();
    }
    expect((await trail(id)).filter((type) => type === 'signer.signed')).toHaveLength(1);
    await context.close();
  });

  test('of links to two envelopes in two tabs the later one is open, the earlier signs nothing', async () => {
    const one = await send();
    const first = await linkTo(JOHN.email);
    const two = await send({ title: 'Another agreement' });
    const second = await linkTo(JOHN.email);
    const { page, context } = await newVisitor(browser);
    await open(page, first);
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);
    const other = await context.newPage();
    await open(other, second);
    await heading(other, 'Another agreement');
    await signButton(page).click();
    await heading(page, 'Another link was opened in this browser');
    expect(await statuses(one.id)).toEqual(['viewed', 'pending']);
    await signAs(other, 'John Smith');
    await thanks(other);
    expect(await statuses(two.id)).toEqual(['signed', 'pending']);
    await open(page, first);
    await signAs(page, 'John Smith');
    await thanks(page);
    expect(await statuses(one.id)).toEqual(['signed', 'pending']);
    await context.close();
  });

  test('a tab of somebody who was replaced signs nothing for the one who came after', async () => {
    const { id, signers } = await send();
    const { page, context } = await newVisitor(browser);
    await open(page, await linkTo(JOHN.email));
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);
    const successor = { name: 'Joan Smith', email: 'joan.smith@example.com' };
    await client.patch(`/signing/envelopes/${id}/signers/${signers[0].id}`, successor);
    const other = await context.newPage();
    await open(other, await linkTo(successor.email));
    await signButton(page).click();
    await heading(page, 'Another link was opened in this browser');
    expect(await statuses(id)).toEqual(['viewed', 'pending']);
    await page.goto(await linkTo(successor.email));
    await page.getByRole('button', { name: 'Open documents' }).click();
    expect(await page.getByLabel('Your full name').inputValue(), 'nothing of John').toBe('');
    await context.close();
  });

  test('a session that runs out in between loses nothing that was typed', async () => {
    const { id } = await send();
    const link = await linkTo(JOHN.email);
    const { page, context } = await newVisitor(browser);
    await open(page, link);
    await page.getByLabel('Your full name').fill('John A. Smith');
    await agree(page);
    await page.locator('canvas').first().waitFor();
    app.clock.advance(31 * MINUTE_MS);
    await signButton(page).click();
    await heading(page, 'Your session has ended');
    expect(await statuses(id)).toEqual(['viewed', 'pending']);
    await open(page, link);
    expect(await page.getByLabel('Your full name').inputValue()).toBe('John A. Smith');
    await checkButton(page).click();
    const consent = page.getByRole('dialog').getByRole('checkbox');
    expect(await consent.isChecked(), 'consent is given anew').toBe(false);
    await consent.check();
    await signButton(page).click();
    await thanks(page);
    const drafts = () =>
      page.evaluate('Object.keys(sessionStorage).filter((key) => key.startsWith("signing-draft"))');
    await expect.poll(drafts, { message: 'forgotten once it is signed' }).toEqual([]);
    await context.close();
  });

  test('a network lost at the moment of signing: nothing lost, nothing signed twice', async () => {
    const { id } = await send();
    const { page, context } = await newVisitor(browser);
    await open(page, await linkTo(JOHN.email));
    await page.getByLabel('Your full name').fill('John Smith');
    await agree(page);
    await context.setOffline(true);
    await signButton(page).click();
    await page.getByRole('alert').getByText('What you entered is still here').waitFor();
    expect(await statuses(id)).toEqual(['viewed', 'pending']);
    await context.setOffline(false);
    // This time the request arrives and its answer is lost.
    await page.route('**/trpc/sign.sign*', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await signButton(page).click();
    await expect.poll(() => statuses(id)).toEqual(['signed', 'pending']);
    await page.getByRole('alert').getByText('it counts only once').waitFor();
    await page.unroute('**/trpc/sign.sign*');
    await signButton(page).click();
    await heading(page, 'You have already signed');
    expect((await trail(id)).filter((type) => type === 'signer.signed')).toHaveLength(1);
    await context.close();
  });

  test('somebody else than meant says so, and the link is dead', async () => {
    const sender = { name: 'Kanzlei Müller', email: 'kanzlei@example.com' };
    const { id } = await send({ sender });
    const link = await linkTo(JOHN.email);
    const { page, context } = await newVisitor(browser);
    await page.goto(link);
    await page.getByRole('button', { name: 'This is not me' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await trail(id)).not.toContain('signer.disowned');
    await page.getByRole('button', { name: 'This is not me' }).click();
    await page.getByRole('button', { name: 'Yes, this is not me' }).dblclick();
    await heading(page, 'Thank you for telling us');
    expect(await page.textContent('body')).not.toMatch(/Smith|Müller/);
    expect((await trail(id)).filter((type) => type === 'signer.disowned')).toHaveLength(1);
    expect(await statuses(id)).toEqual(['pending', 'pending']);
    await page.goto(link);
    await heading(page, 'This link does not work');
    await app.settled();
    const mails = await app.mailbox.list();
    expect(mails.filter(({ to }) => to.email === sender.email)).toHaveLength(1);
    await context.close();
  });

  test('not now leaves everything as it is, and the link leads back', async () => {
    const { id } = await send();
    const link = await linkTo(JOHN.email);
    const { page, context } = await newVisitor(browser);
    await open(page, link);
    await page.getByLabel('Your full name').fill('John Smith');
    await page.getByRole('button', { name: 'Not now' }).click();
    await heading(page, 'Take your time');
    expect(await statuses(id)).toEqual(['viewed', 'pending']);
    await page.getByRole('button', { name: 'Back to the documents' }).click();
    expect(await page.getByLabel('Your full name').inputValue()).toBe('John Smith');
    await open(page, link);
    await signAs(page, 'John Smith');
    await thanks(page);
    await context.close();
  });
});

// Runs in the browser; the server's sources are checked without the DOM.
function hrefs(links: { href: string }[]): string[] {
  return links.map(({ href }) => href);
}
