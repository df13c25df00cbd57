import { parse } from 'content-disposition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createEnvelope, JOHN, readFixture } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { expectError } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';
import { docx, filesOnDisk, png } from './sample-files.ts';

describe.each(DATABASES)('downloads and deletion on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let pdf: Buffer;
  let copies = 0;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    pdf = await readFixture('b1_1p.pdf');
  });
  afterAll(() => app.stop());

  const download = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${app.url}/api/v1/documents/${id}/download`, {
      method,
      headers: { authorization: `Bearer ${client.key}`, ...headers },
    });
  const upload = async (name = 'contract.pdf', bytes: Uint8Array = pdf, caseId?: string) =>
    (await client.upload({ bytes, name }, caseId)).body;
  /** The bytes of a PDF that nobody else has uploaded. */
  const ownPdf = () => {
    copies += 1;
    return Buffer.concat([pdf, Buffer.from(`\n% copy ${copies}\n`)]);
  };
  const newCase = async () => (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;

  it.each<[string, () => Promise<Uint8Array>]>([
    ['contract.pdf', () => readFixture('b1_1p.pdf')],
    ['photo.png', async () => png()],
    ['letter.docx', async () => docx()],
    ['form.pdf', () => readFixture('acroform.pdf')],
  ])('gives %s back byte for byte, under its type', async (name, read) => {
    const bytes = await read();
    const { id, mime_type, sha256 } = await upload(name, bytes);
    const answer = await download(id);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    const { headers } = answer;
    expect(headers.get('content-type')).toBe(mime_type);
    expect(headers.get('content-length')).toBe(String(bytes.length));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('etag')).toBe(`"${sha256}"`);
    expect(headers.get('cache-control')).toMatch(/private|no-store/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(parse(headers.get('content-disposition') ?? '')).toMatchObject({
      type: 'attachment',
      parameters: { filename: name },
    });
  });

  it.each([
    'Müller & Söhne – Vertrag (§ 3).pdf',
    'Vertrag ✍️🙂.pdf',
    '合同.pdf',
    "it's 100%20.pdf",
    'a;b,c=d.pdf',
    'filename="x".pdf',
    `${'ü'.repeat(250)}.pdf`,
  ])('names the attachment %s as RFC 6266 says', async (name) => {
    const { id, filename } = await upload(name);
    const header = (await download(id)).headers.get('content-disposition') ?? '';
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    const { type, parameters } = parse(header);
    expect(type).toBe('attachment');
    expect(parameters.filename).toBe(filename);
  });

  it('answers 304 where the reader has the file, 200 where not', async () => {
    const { id, sha256 } = await upload();
    // Without a Cache-Control of ours, fetch asks for a fresh copy whatever it has.
    const unless = (tags: string) =>
      download(id, { 'if-none-match': tags, 'cache-control': 'max-age=0' });
    const same = await unless(`"${sha256}"`);
    expect(same.status).toBe(304);
    expect(await same.text()).toBe('');
    expect((await unless(`"old", W/"${sha256}"`)).status).toBe(304);
    expect((await unless('*')).status).toBe(304);
    expect((await unless('"other"')).status).toBe(200);
  });

  it.each([
    ['bytes=0-4', 0, 5],
    ['bytes=100-199', 100, 200],
    ['bytes=-10', -10, undefined],
    ['bytes=20000-', 20_000, undefined],
    ['bytes=0-999999999', 0, undefined],
  ])('answers the range %s', async (range, from, to) => {
    const { id } = await upload();
    const answer = await download(id, { range });
    const expected = pdf.subarray(from, to);
    expect(answer.status).toBe(206);
    expect(Buffer.from(await answer.arrayBuffer()).equals(expected)).toBe(true);
    const first = from < 0 ? pdf.length + from : from;
    expect(answer.headers.get('content-range')).toBe(
      `bytes ${first}-${first + expected.length - 1}/${pdf.length}`,
    );
  });

  it('answers 416 outside the file and the whole file for what is no range', async () => {
    const { id } = await upload();
    const outside = await download(id, { range: `bytes=${pdf.length}-` });
    expect(outside.status).toBe(416);
    expect(outside.headers.get('content-range')).toBe(`bytes */${pdf.length}`);
    const headers = outside.headers;
    expectError({ status: 416, headers, body: await outside.json() }, 'RANGE_NOT_SATISFIABLE');
    expect(headers.get('content-disposition')).toBeNull();
    expect((await download(id, { range: 'pages=1-2' })).status).toBe(200);
    const old = await download(id, { range: 'bytes=0-4', 'if-range': '"old"' });
    expect(old.status).toBe(200);
    expect(await old.arrayBuffer()).toHaveProperty('byteLength', pdf.length);
  });

  it('answers HEAD with the head of GET', async () => {
    const { id, sha256 } = await upload();
    const head = await download(id, {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(String(pdf.length));
    expect(head.headers.get('etag')).toBe(`"${sha256}"`);
    expect((await download('doc_unknown', {}, 'HEAD')).status).toBe(404);
  });

  it('lists documents newest first, of one case or of all', async () => {
    const caseId = await newCase();
    const made: string[] = [];
    for (const name of ['one.pdf', 'two.pdf', 'three.pdf']) {
      app.clock.advance(1);
      made.unshift((await upload(name, pdf, caseId)).id);
    }
    app.clock.advance(1);
    const elsewhere = await upload('four.pdf');
    const ids = async (query: string) =>
      (await client.get(`/documents?${query}`)).body.data.map(({ id }: { id: string }) => id);
    expect(await ids(`case_id=${caseId}`)).toEqual(made);
    expect(await ids('limit=4')).toEqual([elsewhere.id, ...made]);
    const first = await client.get(`/documents?case_id=${caseId}&limit=2`);
    expect(first.body.has_more).toBe(true);
    expect(await ids(`case_id=${caseId}&limit=2&cursor=${first.body.next_cursor}`)).toEqual([
      made[2],
    ]);
    expect(await ids(`case_id=${await newCase()}`)).toEqual([]);
  });

  it('deletes a document, and its file once nothing needs it', async () => {
    const bytes = ownPdf();
    const [one, two] = [await upload('one.pdf', bytes), await upload('two.pdf', bytes)];
    const { status, body } = await client.delete(`/documents/${one.id}`);
    expect([status, body]).toEqual([204, '']);
    expectError(await client.get(`/documents/${one.id}`), 'DOCUMENT_NOT_FOUND');
    expectError(await client.get(`/documents/${one.id}/download`), 'DOCUMENT_NOT_FOUND');
    expectError(await client.delete(`/documents/${one.id}`), 'DOCUMENT_NOT_FOUND');
    await app.settled();
    expect((await filesOnDisk(app)).kept).toContain(two.sha256);
    expect((await download(two.id)).status).toBe(200);
    await client.delete(`/documents/${two.id}`);
    await app.settled();
    expect((await filesOnDisk(app)).kept).not.toContain(two.sha256);
    const rows = await app.context.db.selectFrom('files').select('sha256').execute();
    expect(rows.map(({ sha256 }) => sha256)).not.toContain(two.sha256);
    expect(await upload('again.pdf', bytes)).toMatchObject({ sha256: two.sha256 });
  });

  it('keeps what an envelope was made of, as uploaded and as presented', async () => {
    const caseId = await newCase();
    const bytes = ownPdf();
    const document = await upload('contract.pdf', bytes, caseId);
    const members = { title: 'T', document_ids: [document.id], signers: [JOHN] };
    const { body: draft } = await client.post(`/cases/${caseId}/signing-envelopes`, members);
    const [frozen] = draft.documents;
    await client.delete(`/documents/${document.id}`);
    await app.settled();
    expect((await filesOnDisk(app)).kept).toContain(document.sha256);

    const { body: sent } = await client.post(`/signing/envelopes/${draft.id}/send`);
    expect(sent).toMatchObject({ status: 'sent', documents: [frozen] });
    const path = `${app.url}/api/v1/signing/envelopes/${draft.id}/documents/${frozen.id}/download`;
    const headers = { authorization: `Bearer ${client.key}` };
    const original = await fetch(`${path}?version=original`, { headers });
    expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true);
    const presented = await fetch(`${path}?version=presented`, { headers });
    expect(presented.headers.get('etag')).toBe(`"${frozen.presented_sha256}"`);
    expect((await presented.text()).startsWith('%PDF-')).toBe(true);
  });

  it('lets the files of a deleted draft go', async () => {
    const caseId = await newCase();
    const document = await upload('contract.pdf', ownPdf(), caseId);
    const members = { title: 'T', document_ids: [document.id], signers: [JOHN] };
    const { body: draft } = await client.post(`/cases/${caseId}/signing-envelopes`, members);
    const [{ sha256, presented_sha256 }] = draft.documents;
    await client.delete(`/documents/${document.id}`);
    await client.delete(`/signing/envelopes/${draft.id}`);
    await app.settled();
    const { kept, staged } = await filesOnDisk(app);
    expect(kept).not.toContain(sha256);
    expect(kept).not.toContain(presented_sha256);
    expect(staged).toEqual([]);
  });

  it('says which version of an envelope’s document there is not yet', async () => {
    const { id, documents, status } = await createEnvelope(client, { signers: [JOHN] });
    app.clock.advance(MINUTE);
    const path = `/signing/envelopes/${id}/documents/${documents[0].id}/download`;
    const answer = await client.get(`${path}?version=signed`);
    expectError(answer, 'ENVELOPE_STATE_CONFLICT');
    expect(answer.body.error.status).toBe(status);
    expectError(await client.get(`${path}?version=sealed`), 'VALIDATION_FAILED');
  });
});
