import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stream, writePdf } from '../pdf/support/build-pdf.ts';
import {
  countTypes,
  eventsOf,
  mailsTo,
  type Office,
  openOffice,
  person,
} from '../signing/support.ts';
import { linksTo, openAs, openLink } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { outboxOf } from './support.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each(DATABASES)('finishing the documents on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  /** Where a file of an envelope is on disk. */
  async function pathOf(envelopeId: string, hash: string): Promise<string> {
    const { tenant } = await app.context.db
      .selectFrom('envelopes')
      .select('tenant')
      .where('id', '=', envelopeId)
      .executeTakeFirstOrThrow();
    return app.context.storage.path(tenant, hash);
  }

  async function certificateOf(envelopeId: string, audience: 'sender' | 'parties') {
    const { sha256: hash } = await app.context.db
      .selectFrom('certificates')
      .select('sha256')
      .where('envelope_id', '=', envelopeId)
      .where('audience', '=', audience)
      .executeTakeFirstOrThrow();
    return hash;
  }

  async function documentsOf(...names: string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const name of names) ids.push((await office.client.upload(name, office.caseId)).body.id);
    return ids;
  }

  it('shows what fails, and finishes with nothing doubled once the cause is gone', async () => {
    const own = await openOffice(app);
    const first = await own.client.upload('rot0.pdf', own.caseId);
    const second = await own.client.upload('rot90.pdf', own.caseId);
    const john = person('John');
    const { id, documents } = await own.envelope([john], {
      document_ids: [first.body.id, second.body.id],
    });
    const signer = await openAs(app, john.email);
    const path = await pathOf(id, documents[1].presented_sha256);
    const whole = await readFile(path);
    const damaged = Buffer.from(whole);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    await writeFile(path, damaged);
    expect((await signer.sign()).body.envelope_status).toBe('completed');
    await app.settled();
    const [good, bad] = (await own.read(id)).documents;
    expect(good.signed_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(bad).toMatchObject({ seal_status: 'failing', signed_sha256: null });
    app.clock.advance(10_000);
    await app.settled();
    const rows = await outboxOf(app, id);
    expect(rows.find(({ last_error }) => last_error !== null)?.attempts).toBe(2);

    const failing = await own.read(id);
    expect(failing).toMatchObject({ status: 'completed', seal: null });
    const download = `/signing/envelopes/${id}/documents/${documents[1].id}/download`;
    for (const answer of [
      own.client.get(`${download}?version=signed`),
      signer.call('GET', `/documents/${documents[1].id}?version=signed`),
    ]) {
      const { status, body } = await answer;
      expect([status, body.error.code]).toEqual([409, 'SEAL_PENDING']);
    }
    const failures = eventsOf(await own.trail(id), 'document.failed');
    expect(failures).toHaveLength(1);
    expect(failures[0]?.data).toEqual({ document_id: documents[1].id, reason: 'file_damaged' });
    // Nobody gets half of the copies.
    expect(await mailsTo(app, john.email)).toHaveLength(1);

    await writeFile(path, whole);
    app.clock.advance(MINUTE);
    await app.settled();
    const done = await own.read(id);
    for (const document of done.documents) {
      expect(document.signed_sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(document.seal_status).not.toBe('failing');
    }
    expect(countTypes(await own.trail(id))).toMatchObject({
      'envelope.completed': 1,
      'document.failed': 1,
      'document.sealed': 2,
      'mail.sent': 3,
    });
    expect(await mailsTo(app, john.email)).toHaveLength(2);
    expect(await mailsTo(app, own.senderEmail)).toHaveLength(1);
    const { body: all } = await own.client.get(`/documents?case_id=${own.caseId}`);
    const returned = all.data.filter((each: { envelope_id: string }) => each.envelope_id === id);
    expect(returned.map((each: { sha256: string }) => each.sha256).sort()).toEqual(
      done.documents.map((each: { signed_sha256: string }) => each.signed_sha256).sort(),
    );
  });

  it('attaches the signed PDFs byte for byte, to everybody', async () => {
    const people = [person('John'), person('Ann', 'approver'), person('Cecil', 'cc')];
    const document_ids = await documentsOf('b1_1p.pdf', 'acroform.pdf');
    const own = { ...office, senderEmail: office.senderEmail };
    const { id } = await own.envelope(people, { document_ids });
    const sender = (await mailsTo(app, own.senderEmail)).length;
    for (const { email } of people.slice(0, 2)) await (await openAs(app, email)).sign();
    await app.settled();
    const { documents } = await office.read(id);
    const hashes = documents.map((each: { signed_sha256: string }) => each.signed_sha256);
    const lists = [...people.map(({ email }) => email), own.senderEmail];
    for (const email of lists) {
      const mails = await mailsTo(app, email);
      const [copy, ...others] = mails.filter(({ attachments }) => attachments.length > 0);
      expect([email, others.length]).toEqual([email, 0]);
      expect(copy?.attachments.map(({ filename }) => filename)).toEqual([
        'b1_1p-signed.pdf',
        'acroform-signed.pdf',
        'Certificate of completion - Employment Agreement -- Smith.pdf',
      ]);
      const attached: string[] = [];
      for (const index of [0, 1, 2]) {
        const file = await app.mailbox.attachment(copy?.id ?? '', index);
        expect(file?.contentType).toBe('application/pdf');
        attached.push(sha256(file?.content ?? Buffer.of()));
      }
      const audience = email === own.senderEmail ? 'sender' : 'parties';
      expect(attached).toEqual([...hashes, await certificateOf(id, audience)]);
    }
    expect(await mailsTo(app, own.senderEmail)).toHaveLength(sender + 1);
    for (const { id: sigdoc, signed_sha256 } of documents) {
      const path = `/api/v1/signing/envelopes/${id}/documents/${sigdoc}/download?version=signed`;
      const headers = { authorization: `Bearer ${office.client.key}` };
      const answer = await fetch(app.url + path, { headers });
      expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(signed_sha256);
    }
  });

  it('attaches nothing larger than 10 MB, but gives the copy link', async () => {
    const path = join(tmpdir(), `large-${kind}-${process.pid}.pdf`);
    writePdf(path, [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>',
      stream('', 'q 300 0 0 300 0 0 cm /I Do Q'),
      stream(
        '/Type/XObject/Subtype/Image/Width 3400/Height 3400/BitsPerComponent 8/ColorSpace/DeviceGray',
        noise(3400 * 3400),
      ),
    ]);
    const bytes = await readFile(path);
    await rm(path);
    const upload = await office.client.upload({ bytes, name: 'large.pdf' }, office.caseId);
    expect(upload.body).toMatchObject({ signable: true, page_count: 1 });
    const john = person('John');
    const { id } = await office.envelope([john], { document_ids: [upload.body.id] });
    const signer = await openAs(app, john.email);
    app.clock.advance(1_000);
    await signer.sign();
    const mails = await mailsTo(app, john.email);
    expect(mails.map(({ attachments }) => attachments.length)).toEqual([0, 0]);
    const [document] = (await office.read(id)).documents;
    const { size_bytes } = (await office.client.get(`/documents/${document.signed_document_id}`))
      .body;
    expect(size_bytes).toBeGreaterThan(10 * 1024 ** 2);
    const copy = (await linksTo(app, john.email)).at(-1) ?? '';
    const reader = await openLink(app, copy);
    expect(reader.session.kind).toBe('copy');
    const url = `${app.url}/api/v1/sign/documents/${document.id}?version=signed`;
    const answer = await fetch(url, { headers: { cookie: reader.cookie } });
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(document.signed_sha256);
  });
});

/** Bytes that do not compress, the same each time. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
