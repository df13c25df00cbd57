import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCapturedMailer } from '../../src/email/captured-mailer.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { inboxRouter } from '../../src/http/inbox/inbox.ts';
import { link, sampleMail } from './sample-mails.ts';

type Answer = { status: number; headers: IncomingMessage['headers']; body: string };

let directory: string;
let remoteAddress: string | null;
let port: number;
let stop: () => Promise<void>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inbox-'));
  remoteAddress = null;
  const app = express();
  app.use((req, _res, next) => {
    // The only way to look like another machine without being one.
    if (remoteAddress !== null)
      Object.defineProperty(req.socket, 'remoteAddress', { value: remoteAddress });
    next();
  });
  const site = { webDir: directory, privacyUrl: null, imprintUrl: null };
  await writeFile(join(directory, 'site.html'), '<title>{title}</title><body>{body}</body>');
  app.use('/inbox', inboxRouter(openMailbox(join(directory, 'mail')), site));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  stop = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(async () => {
  await stop();
  await rm(directory, { recursive: true });
});

function fetchPath(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    }).on('error', reject);
  });
}

async function capture(parts: Parameters<typeof sampleMail>[0] = {}): Promise<string> {
  await createCapturedMailer(join(directory, 'mail')).send(sampleMail(parts));
  return '20260520T100000123Z-out_01JV000000000000000000000A';
}

test('an empty inbox says so', async () => {
  const { status, body, headers } = await fetchPath('/inbox');
  expect(status).toBe(200);
  expect(body).toContain('No mail yet');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
});

test('the list shows addressee and subject, escaped, and links to the mail', async () => {
  const id = await capture({
    subject: '<script>alert(1)</script> & "co"',
    to: { name: '<b>Eve</b>', email: 'eve@example.com' },
  });
  const { body } = await fetchPath('/inbox');
  expect(body).toContain(`href="/inbox/${id}"`);
  expect(body).toContain('&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;co&#34;');
  expect(body).toContain('eve@example.com');
  expect(body).not.toMatch(/<script|<b>/u);
});

test('a mail is shown with its parts, headers and attachments, and nothing of it as markup', async () => {
  const path = join(directory, 'signed');
  await writeFile(path, '%PDF-1.7 bytes');
  const id = await capture({
    text: `<script>1</script>\n${link}\n`,
    attachments: [{ filename: '"><i>.pdf', path, contentType: 'application/pdf' }],
  });
  const { status, body } = await fetchPath(`/inbox/${id}`);
  expect(status).toBe(200);
  expect(body).toContain(`src="/inbox/${id}/html"`);
  expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(body).toContain(link);
  expect(body).toContain('Auto-Submitted: auto-generated');
  expect(body).toContain(`href="/inbox/${id}/attachments/0"`);
  expect(body).not.toMatch(/<script|<i>/u);
});

test('the HTML part comes alone, sandboxed, its links opening outside', async () => {
  const id = await capture();
  const { headers, body } = await fetchPath(`/inbox/${id}/html`);
  expect(body).toContain(`<a href="${link}" target="_blank">`);
  const policy = headers['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/u);
});

test('an attachment is downloaded, byte for byte', async () => {
  const path = join(directory, 'signed');
  await writeFile(path, '%PDF-1.7 bytes');
  const id = await capture({
    attachments: [{ filename: 'Übertrag.pdf', path, contentType: 'application/pdf' }],
  });
  const { headers, body } = await fetchPath(`/inbox/${id}/attachments/0`);
  expect(body).toBe('%PDF-1.7 bytes');
  expect(headers['content-type']).toBe('application/pdf');
  expect(headers['content-disposition']).toMatch(/^attachment;.*%C3%9Cbertrag\.pdf/u);
  expect(headers['x-content-type-options']).toBe('nosniff');
  for (const index of ['1', '-1', 'x', '__proto__', '0.0']) {
    expect((await fetchPath(`/inbox/${id}/attachments/${index}`)).status).toBe(404);
  }
});

test.each([
  '..%2f..%2fsecret',
  '%2e%2e%2fsecret',
  '..%5csecret',
  'secret',
  '%00',
  '20260520T100000123Z-none',
])('an id that is no mail’s is not found: %s', async (bad) => {
  await capture();
  await writeFile(join(directory, 'secret.eml'), 'Subject: secret\r\n\r\nsecret');
  for (const path of [`/inbox/${bad}`, `/inbox/${bad}/html`, `/inbox/${bad}/attachments/0`]) {
    const { status, body } = await fetchPath(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  }
});

test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])(
  'answers as %s',
  async (host) => {
    expect((await fetchPath('/inbox', { host })).status).toBe(200);
  },
);

test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example:80',
  'a@localhost',
  '192.168.0.2',
])('does not answer as %j', async (host) => {
  const id = await capture();
  for (const path of ['/inbox', '/inbox/style.css', `/inbox/${id}`, `/inbox/${id}/html`]) {
    const { status, body } = await fetchPath(path, { host });
    expect(status).toBe(404);
    expect(body).not.toContain(link);
  }
});

test.each([
  ['127.0.0.1', 200],
  ['127.8.9.1', 200],
  ['::1', 200],
  ['::ffff:127.0.0.1', 200],
  ['192.168.0.7', 404],
  ['::ffff:10.0.0.1', 404],
  ['fe80::1', 404],
  ['', 404],
])('a request from %j: %i', async (address, status) => {
  remoteAddress = address;
  expect((await fetchPath('/inbox', { host: 'localhost' })).status).toBe(status);
});

test('a proxy on this machine does not open the inbox to others', async () => {
  expect((await fetchPath('/inbox', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
  expect((await fetchPath('/inbox', { forwarded: 'for=10.0.0.1' })).status).toBe(404);
});
