import { createHash, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { type Mail, type Mailer, MailRefused } from '../../src/email/mailer.ts';
import { createSmtpMailer } from '../../src/email/smtp-mailer.ts';
import { sampleMail } from './sample-mails.ts';
import { reply, startSmtpServer, type TestSmtpServer } from './smtp-server.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(
  options?: SMTPServerOptions,
): Promise<{ server: TestSmtpServer; mailer: Mailer }> {
  const server = await startSmtpServer(options);
  const mailer = createSmtpMailer(server.url);
  cleanUps.push(
    () => server.close(),
    () => mailer.close(),
  );
  return { server, mailer };
}

async function refusalOf(mailer: Mailer, mail: Mail): Promise<MailRefused> {
  const error = await mailer.send(mail).catch((caught: unknown) => caught);
  if (!(error instanceof MailRefused)) throw new Error(`not a refusal: ${String(error)}`);
  return error;
}

/** The header lines as sent, unfolded. */
function headerLines(source: Buffer): string[] {
  const head = source.toString('latin1').split('\r\n\r\n')[0]!;
  return head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
}

test('delivers both parts and the headers to one addressee', async () => {
  const { server, mailer } = await start();
  const mail = sampleMail();
  const receipt = await mailer.send(mail);
  expect(receipt.messageId).toBe('<out_01JV000000000000000000000A@mueller.example>');
  expect(receipt.response).toMatch(/^250/u);
  const [received] = server.received;
  expect(received).toMatchObject({ from: 'sign@mueller.example', to: ['johanna@example.com'] });
  const parsed = await simpleParser(received!.source);
  expect(parsed.text?.trim()).toBe(mail.text.trim());
  expect(parsed.html).toContain('<p>Grüße</p>');
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.date?.toISOString()).toBe('2026-05-20T10:00:00.000Z');
  expect(parsed.from?.value).toEqual([
    { name: 'Kanzlei Müller via Signing', address: 'sign@mueller.example' },
  ]);
  expect(parsed.replyTo?.value).toEqual([
    { name: 'Kanzlei Müller', address: 'kanzlei@mueller.example' },
  ]);
  const headers = headerLines(received!.source);
  expect(headers).toContain('Auto-Submitted: auto-generated');
  expect(headers).toContain('List-ID: <signing-requests.mueller.example>');
  expect(headers).toContain('Content-Language: de');
  expect(headers).toContain(`Message-ID: ${receipt.messageId}`);
  expect(headers.find((line) => line.startsWith('Content-Type'))).toContain(
    'multipart/alternative',
  );
});

test('signs what it sends with DKIM when it has a key', async () => {
  const server = await startSmtpServer();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const dkim = { domain: 'mueller.example', selector: 'sign2026', privateKey: pem };
  const mailer = createSmtpMailer(server.url, dkim);
  cleanUps.push(
    () => server.close(),
    () => mailer.close(),
  );
  await mailer.send(sampleMail());
  const { source } = server.received[0]!;
  const signature = headerLines(source).find((line) => line.startsWith('DKIM-Signature:')) ?? '';
  const tag = (name: string) =>
    (new RegExp(`[:;]\\s*${name}=([^;]*)`).exec(signature)?.[1] ?? '').replace(/\s/g, '');
  expect([tag('d'), tag('s'), tag('a')]).toEqual(['mueller.example', 'sign2026', 'rsa-sha256']);
  const [, body = ''] = /\r\n\r\n(.*)$/s.exec(source.toString('latin1')) ?? [];
  // RFC 6376, 3.4.4: relaxed body and headers.
  const relaxed = `${body
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)*$/, '')}\r\n`;
  expect(tag('bh')).toBe(createHash('sha256').update(relaxed, 'latin1').digest('base64'));
  const lines = headerLines(source).map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name.toLowerCase(), value.join(':').replace(/\s+/g, ' ').trim()] as const;
  });
  const signed = tag('h').toLowerCase().split(':');
  for (const name of ['from', 'to', 'subject', 'date', 'message-id'])
    expect(signed).toContain(name);
  const covered = signed.flatMap((name) => lines.filter(([own]) => own === name).slice(-1));
  const own = `dkim-signature:${signature
    .slice(15)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/b=[^;]*$/, 'b=')}`;
  const text = [...covered.map(([name, value]) => `${name}:${value}`), own].join('\r\n');
  const verify = createVerify('RSA-SHA256').update(text, 'latin1');
  expect(verify.verify(publicKey, tag('b'), 'base64')).toBe(true);
});

test('attachments arrive byte for byte, under their names', async () => {
  const { server, mailer } = await start();
  const directory = await mkdtemp(join(tmpdir(), 'mail-'));
  cleanUps.push(() => rm(directory, { recursive: true }));
  const bytes = randomBytes(300_000);
  const path = join(directory, 'content');
  await writeFile(path, bytes);
  await mailer.send(
    sampleMail({
      attachments: [
        { filename: 'Übertrag "final".pdf', path, contentType: 'application/pdf' },
        { filename: 'zweites.pdf', path, contentType: 'application/pdf' },
      ],
    }),
  );
  const { attachments, text, html } = await simpleParser(server.received[0]!.source);
  expect(attachments.map(({ filename }) => filename)).toEqual([
    'Übertrag "final".pdf',
    'zweites.pdf',
  ]);
  for (const attachment of attachments) {
    expect(attachment.contentType).toBe('application/pdf');
    expect(attachment.content.equals(bytes)).toBe(true);
  }
  expect(text).toContain('Grüße');
  expect(html).toContain('Grüße');
});

test.each([
  [550, true],
  [552, true],
  [451, false],
  [421, false],
])('a recipient answered with %i: permanent %s, without the address', async (code, permanent) => {
  const { mailer } = await start({
    onRcptTo: ({ address }, _session, callback) => callback(reply(code, `<${address}> no`)),
  });
  const refusal = await refusalOf(mailer, sampleMail());
  expect(refusal).toMatchObject({ permanent, responseCode: code });
  expect(refusal.response).toContain('no');
  expect(`${refusal.message}${refusal.response}${refusal.stack}`).not.toContain('johanna');
});

test.each([
  [554, true],
  [452, false],
])('a message answered with %i: permanent %s', async (code, permanent) => {
  const { mailer } = await start({
    onData(stream, _session, callback) {
      stream.resume().on('end', () => callback(reply(code, 'not this one')));
    },
  });
  expect(await refusalOf(mailer, sampleMail())).toMatchObject({ permanent, responseCode: code });
});

test('a wrong password of ours does not condemn the mail', async () => {
  const server = await startSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(reply(535, 'wrong password')),
  });
  const mailer = createSmtpMailer(server.url.replace('//', '//user%40host:secret@'));
  cleanUps.push(
    () => server.close(),
    () => mailer.close(),
  );
  const refusal = await refusalOf(mailer, sampleMail());
  expect(refusal).toMatchObject({ permanent: false, responseCode: 535 });
  expect(String(refusal.stack)).not.toContain('secret');
});

test('logs in with the credentials of the URL', async () => {
  const seen: unknown[] = [];
  const server = await startSmtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, callback) => {
      seen.push(username, password);
      callback(null, { user: 'someone' });
    },
  });
  const mailer = createSmtpMailer(server.url.replace('//', '//user%40host:s%2Fcret@'));
  cleanUps.push(
    () => server.close(),
    () => mailer.close(),
  );
  await mailer.send(sampleMail());
  expect(seen).toEqual(['user@host', 's/cret']);
});

test('a refused connection is worth another attempt', async () => {
  const server = await startSmtpServer();
  await server.close();
  const mailer = createSmtpMailer(server.url);
  cleanUps.push(() => mailer.close());
  expect(await refusalOf(mailer, sampleMail())).toMatchObject({
    permanent: false,
    responseCode: null,
  });
});

test('a missing attachment is worth another attempt, and nothing is delivered', async () => {
  const { server, mailer } = await start();
  const attachments = [
    { filename: 'a.pdf', path: '/nowhere/a.pdf', contentType: 'application/pdf' },
  ];
  expect(await refusalOf(mailer, sampleMail({ attachments }))).toMatchObject({ permanent: false });
  expect(server.received).toHaveLength(0);
});

test('names, subjects and file names cannot add a header or an addressee', async () => {
  const { server, mailer } = await start();
  const evil = 'Eve\r\nBcc: victim@example.com\r\nX-Evil: yes\r\n\r\n<b>body</b>';
  await mailer.send(
    sampleMail({
      from: { name: evil, email: 'sign@mueller.example' },
      replyTo: { name: `${evil}", <x@evil.example>`, email: 'kanzlei@mueller.example' },
      to: { name: `${evil}, victim@example.com`, email: 'johanna@example.com' },
      subject: evil,
      locale: 'de\r\nX-Evil: yes',
    }),
  );
  const [received] = server.received;
  expect(received!.to).toEqual(['johanna@example.com']);
  const names = headerLines(received!.source).map((line) => line.split(':')[0]!.toLowerCase());
  expect(names).not.toContain('bcc');
  expect(names).not.toContain('x-evil');
  const parsed = await simpleParser(received!.source);
  expect(parsed.from?.value).toHaveLength(1);
  expect(parsed.replyTo?.value.map(({ address }) => address)).toEqual(['kanzlei@mueller.example']);
  expect(parsed.subject).toBe('Eve Bcc: victim@example.com X-Evil: yes <b>body</b>');
});

test.each([
  'johanna@example.com, victim@example.com',
  'johanna@example.com>\r\nRCPT TO:<victim@example.com',
  '"a b"@example.com',
  'nobody',
])('an address that is not one is refused for good: %j', async (email) => {
  const { server, mailer } = await start();
  const refusal = await refusalOf(mailer, sampleMail({ to: { name: '', email } }));
  expect(refusal).toMatchObject({ permanent: true, responseCode: null });
  expect(server.received).toHaveLength(0);
});

test('thirty mails at once go over at most three connections; close waits for them', async () => {
  const { server, mailer } = await start();
  const sending = Array.from({ length: 30 }, (_, index) =>
    mailer.send(sampleMail({ id: `out_${index}` })),
  );
  await mailer.close();
  await Promise.all(sending);
  expect(server.received).toHaveLength(30);
  expect(server.connections).toBeLessThanOrEqual(3);
});
