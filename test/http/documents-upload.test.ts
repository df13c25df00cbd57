import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, readFixture } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { expectError, storedRows } from './call-both-ways.ts';
import { newClient, UNKNOWN } from './every-operation.ts';
import {
  compoundFile,
  DOCX_TYPE,
  docx,
  filesOnDisk,
  jpeg,
  type Part,
  png,
  tiff,
  uploadParts,
} from './sample-files.ts';

const LIMIT = 300_000;

describe.each(DATABASES)('uploads on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let caseId: string;
  let pdf: Buffer;

  beforeAll(async () => {
    app = await startApp(kind, { env: { LIMIT_FILE_BYTES: String(LIMIT) } });
    client = await newClient(app);
    caseId = (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
    pdf = await readFixture('rot0.pdf');
  });
  afterAll(() => app.stop());

  const upload = (parts: readonly Part[]) => uploadParts(app, client.key, parts);
  const file = (changes: Partial<Part> = {}): Part => ({
    name: 'file',
    filename: 'contract.pdf',
    value: pdf,
    ...changes,
  });
  /** The state of database and disk: a refused upload leaves both as they were. */
  const everything = async () => ({ rows: await storedRows(app), files: await filesOnDisk(app) });

  it.each<[string, () => Buffer, string, number | null, string | null]>([
    ['PDF', () => pdf, 'application/pdf', 1, null],
    ['PNG', png, 'image/png', 1, null],
    ['JPG', jpeg, 'image/jpeg', 1, null],
    ['TIFF', tiff, 'image/tiff', 1, null],
    ['DOCX', docx, DOCX_TYPE, null, 'unsupported_type'],
    ['DOC', () => compoundFile(), 'application/msword', null, 'unsupported_type'],
  ])('stores a %s', async (name, bytes, mime, pages, reason) => {
    const filename = `file.${name.toLowerCase()}`;
    const parts = [file({ filename, value: bytes() }), { name: 'case_id', value: caseId }];
    const { status, body } = await upload(parts);
    expect(status).toBe(201);
    const now = app.clock.now().toISOString();
    expect(body).toEqual({
      id: expect.stringMatching(/^doc_[0-9A-HJKMNP-TV-Z]{26}$/),
      filename,
      mime_type: mime,
      size_bytes: bytes().length,
      status: 'processed',
      case_id: caseId,
      folder_id: null,
      parties: [],
      page_count: pages,
      sha256: createHash('sha256').update(bytes()).digest('hex'),
      signable: reason === null,
      unsignable_reason: reason,
      envelope_id: null,
      created_at: now,
      updated_at: now,
    });
    expect((await client.get(`/documents/${body.id}`)).body).toEqual(body);
    expect((await filesOnDisk(app)).kept).toContain(body.sha256);
    expect((await filesOnDisk(app)).staged).toEqual([]);
  });

  it.each(['before', 'after'])('takes fields that come %s the file', async (where) => {
    const fields = [
      { name: 'case_id', value: caseId },
      { name: 'folder_id', value: 'Ordner Ä' },
      { name: 'party_ids', value: 'party-2' },
      { name: 'party_ids', value: 'party-1' },
    ];
    const { status, body } = await upload(
      where === 'before' ? [...fields, file()] : [file(), ...fields],
    );
    expect(status).toBe(201);
    const expected = { case_id: caseId, folder_id: 'Ordner Ä', parties: ['party-2', 'party-1'] };
    expect(body).toMatchObject(expected);
    expect((await client.get(`/documents/${body.id}`)).body).toMatchObject(expected);
  });

  it('takes PHP’s spelling of a list, a list of one, and no case at all', async () => {
    const { body } = await upload([file(), { name: 'party_ids[]', value: 'party-1' }]);
    expect(body).toMatchObject({ parties: ['party-1'], case_id: null, folder_id: null });
  });

  it.each<[string, string, string, () => Buffer, string]>([
    ['a PDF', 'photo.png', 'image/png', () => pdf, 'application/pdf'],
    ['a PNG', 'contract.pdf', 'application/pdf', png, 'image/png'],
    ['a DOCX', 'archive.zip', 'application/zip', docx, DOCX_TYPE],
    ['a JPG without a name’s end', 'photo', 'text/plain', jpeg, 'image/jpeg'],
  ])(
    'tells %s from its bytes, not from its name %s or its label %s',
    async (_w, filename, type, value, mime) => {
      const { status, body } = await upload([file({ filename, type, value: value() })]);
      expect(status).toBe(201);
      expect(body).toMatchObject({ filename, mime_type: mime });
    },
  );

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['text', 'just text, called a PDF'],
    ['HTML', '<html><script>alert(1)</script></html>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
    ['a spreadsheet of old', compoundFile('Workbook')],
    ['a program', Buffer.from('7f454c4602010100', 'hex')],
    ['one null byte', Buffer.alloc(1)],
  ])('refuses %s with 415 and stores nothing', async (_what, value) => {
    const before = await everything();
    expectError(await upload([file({ value })]), 'UNSUPPORTED_MEDIA_TYPE');
    expect(await everything()).toEqual(before);
  });

  it('refuses a file of more than the limit, takes one of just that', async () => {
    const before = await everything();
    const sized = (size: number) => Buffer.concat([pdf, Buffer.alloc(size - pdf.length, '\n')]);
    expectError(await upload([file({ value: sized(LIMIT + 1) })]), 'FILE_TOO_LARGE');
    const after = { name: 'case_id', value: caseId };
    expectError(await upload([file({ value: sized(LIMIT * 4) }), after]), 'FILE_TOO_LARGE');
    expect(await everything()).toEqual(before);
    expect((await upload([file({ value: sized(LIMIT) })])).status).toBe(201);
  });

  it.each([
    ['unknown', UNKNOWN.case_id],
    ['malformed', 'case-7'],
    ['empty', ''],
  ])('answers 404 for a case that is %s and stores nothing', async (_what, value) => {
    const before = await everything();
    expectError(await upload([file(), { name: 'case_id', value }]), 'CASE_NOT_FOUND');
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['umlauts and signs', 'Müller & Söhne – Vertrag (§ 3).pdf'],
    ['emoji', 'Vertrag ✍️🙂.pdf'],
    ['Chinese', '合同.pdf'],
    ['an apostrophe and percent signs', "it's 100%20.pdf"],
    ['a semicolon and commas', 'a;b,c=d.pdf'],
    ['255 letters', `${'x'.repeat(251)}.pdf`],
  ])('keeps a name of %s', async (_what, filename) => {
    const { status, body } = await upload([file({ filename })]);
    expect(status).toBe(201);
    expect(body.filename).toBe(filename);
  });

  it('keeps quotes and backslashes of a name as browsers write them', async () => {
    const { body } = await client.upload({ bytes: pdf, name: 'the "final" one.pdf' });
    expect(body.filename).toMatch(/^the ("|%22)final("|%22) one\.pdf$/);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['/etc/cron.d/contract.pdf', 'contract.pdf'],
    ['C:\\\\Users\\\\me\\\\contract.pdf', 'contract.pdf'],
    ['  contract.pdf  ', 'contract.pdf'],
  ])('keeps the last part of the path %s', async (filename, expected) => {
    const { body } = await upload([file({ filename })]);
    expect(body.filename).toBe(expected);
  });

  it('brings a decomposed name into the form that compares', async () => {
    const { body } = await upload([file({ filename: 'Mu\u0308ller.pdf' })]);
    expect(body.filename).toBe('Müller.pdf');
  });

  it.each([
    ['300 characters', `${'x'.repeat(296)}.pdf`],
    ['a bell', 'con\u0007tract.pdf'],
    ['a C1 control', 'con\u0085tract.pdf'],
    ['a bidi override', 'annex\u202efdp.exe'],
    ['nothing', ''],
    ['spaces', '   '],
    ['a folder', 'folder/'],
    ['two dots', '..'],
  ])('refuses a name of %s and stores nothing', async (_what, filename) => {
    const before = await everything();
    const answer = await upload([file({ filename, type: 'application/octet-stream' })]);
    expectError(answer, 'VALIDATION_FAILED');
    // Of a head with control characters not even the part's name is known.
    expect(answer.body.error.details[0].path).toMatch(/^(file)?$/);
    expect(await everything()).toEqual(before);
  });

  it('stores the same bytes once, as two documents', async () => {
    const value = Buffer.concat([pdf, Buffer.from('\n% twice')]);
    const [one, two] = [await upload([file({ value })]), await upload([file({ value })])];
    expect(one.body.sha256).toBe(two.body.sha256);
    expect(one.body.id).not.toBe(two.body.id);
    const { kept } = await filesOnDisk(app);
    expect(kept.filter((name) => name === one.body.sha256)).toHaveLength(1);
  });
});
