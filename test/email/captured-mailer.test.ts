import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCapturedMailer } from '../../src/email/captured-mailer.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { sampleMail } from './sample-mails.ts';

let base: string;
let directory: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'captured-'));
  directory = join(base, 'mail');
});
afterEach(() => rm(base, { recursive: true }));

const id = '20260520T100000123Z-out_01JV000000000000000000000A';

test('writes one complete mail, named by time and id', async () => {
  const path = join(base, 'signed');
  const bytes = randomBytes(50_000);
  await writeFile(path, bytes);
  const mail = sampleMail({
    attachments: [{ filename: 'Übertrag.pdf', path, contentType: 'application/pdf' }],
  });
  const receipt = await createCapturedMailer(directory).send(mail);
  expect(await readdir(directory)).toEqual([`${id}.eml`]);
  const source = await readFile(join(directory, `${id}.eml`));
  // RFC 5322 section 2.3: CR and LF only together.
  expect(source.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/u);
  const parsed = await simpleParser(source);
  expect(parsed.messageId).toBe(receipt.messageId);
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.text?.trim()).toBe(mail.text.trim());
  expect(parsed.html).toContain('Grüße');
  expect(parsed.attachments[0]).toMatchObject({ filename: 'Übertrag.pdf' });
  expect(parsed.attachments[0]!.content.equals(bytes)).toBe(true);
  expect((await stat(join(directory, `${id}.eml`))).mode & 0o077).toBe(0);
});

test('the same mail again overwrites, also many times at once', async () => {
  const mailer = createCapturedMailer(directory);
  await mailer.send(sampleMail({ subject: 'first' }));
  await Promise.all(Array.from({ length: 5 }, () => mailer.send(sampleMail({ subject: 'again' }))));
  expect(await readdir(directory)).toEqual([`${id}.eml`]);
  expect((await openMailbox(directory).read(id))?.subject).toBe('again');
});

test('close waits for mails under way', async () => {
  const mailer = createCapturedMailer(directory);
  void mailer.send(sampleMail());
  await mailer.close();
  expect(await readdir(directory)).toEqual([`${id}.eml`]);
});

test('what cannot be written leaves nothing behind and is worth another attempt', async () => {
  const attachments = [
    { filename: 'a.pdf', path: join(base, 'missing'), contentType: 'application/pdf' },
  ];
  await expect(
    createCapturedMailer(directory).send(sampleMail({ attachments })),
  ).rejects.toMatchObject({ permanent: false, responseCode: null });
  expect(await readdir(directory)).toEqual([]);
});

test.each(['../escape', 'a/b', 'a.b', '', 'ä'])(
  'an id that is no file name is refused: %j',
  async (bad) => {
    await expect(
      createCapturedMailer(directory).send(sampleMail({ id: bad })),
    ).rejects.toMatchObject({
      permanent: true,
    });
    expect(await readdir(base)).toEqual([]);
  },
);

test('lists newest first, reads, and hands out attachments', async () => {
  const path = join(base, 'signed');
  await writeFile(path, '%PDF-1.7 bytes');
  const mailer = createCapturedMailer(directory);
  await mailer.send(sampleMail({ id: 'out_B', at: '2026-05-20T10:00:00.001Z' }));
  await mailer.send(sampleMail({ id: 'out_A', at: '2026-05-20T10:00:00.002Z', subject: 'Später' }));
  await mailer.send(
    sampleMail({
      id: 'out_C',
      at: '2026-05-19T23:00:00.000Z',
      replyTo: null,
      attachments: [{ filename: 'a.pdf', path, contentType: 'application/pdf' }],
    }),
  );
  const mailbox = openMailbox(directory);
  const list = await mailbox.list();
  expect(list.map((mail) => mail.at)).toEqual([
    '2026-05-20T10:00:00.002Z',
    '2026-05-20T10:00:00.001Z',
    '2026-05-19T23:00:00.000Z',
  ]);
  expect(list[0]).toEqual({
    id: '20260520T100000002Z-out_A',
    at: '2026-05-20T10:00:00.002Z',
    from: { name: 'Kanzlei Müller via Signing', email: 'sign@mueller.example' },
    to: { name: 'Johanna Schmidt', email: 'johanna@example.com' },
    subject: 'Später',
    language: 'de',
  });
  expect(await mailbox.list({ limit: 1 })).toHaveLength(1);
  expect(await mailbox.list({ limit: 1, before: list[0]!.id })).toEqual([list[1]]);
  expect(await mailbox.list({ before: list[2]!.id })).toEqual([]);
  const oldest = list[2]!.id;
  const mail = await mailbox.read(oldest);
  expect(mail?.replyTo).toBeNull();
  expect(mail?.text).toContain('Grüße');
  expect(mail?.html).toContain('<p>Grüße</p>');
  expect(mail?.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
  expect(mail?.attachments).toEqual([
    { index: 0, filename: 'a.pdf', contentType: 'application/pdf', size: 14 },
  ]);
  expect((await mailbox.attachment(oldest, 0))?.content.toString()).toBe('%PDF-1.7 bytes');
  expect(await mailbox.attachment(oldest, 1)).toBeNull();
});

test('a missing or an empty directory is an empty mailbox; foreign files are no mails', async () => {
  const mailbox = openMailbox(directory);
  expect(await mailbox.list()).toEqual([]);
  expect(await mailbox.read(id)).toBeNull();
  await mkdir(directory);
  await writeFile(join(directory, `${id}.eml.ab12.tmp`), 'half a ma');
  await writeFile(join(directory, 'notes.eml'), 'Subject: x');
  expect(await mailbox.list()).toEqual([]);
});

test.each(['../secret', '..%2fsecret', `../mail/${id}`, `${id}/../${id}`, `${id}.eml`, ''])(
  'an id cannot lead out of the directory: %j',
  async (bad) => {
    await createCapturedMailer(directory).send(sampleMail());
    await writeFile(join(base, 'secret.eml'), 'Subject: secret\r\n\r\nsecret');
    const mailbox = openMailbox(directory);
    expect(await mailbox.read(bad)).toBeNull();
    expect(await mailbox.attachment(bad, 0)).toBeNull();
  },
);
