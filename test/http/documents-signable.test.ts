import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, JOHN } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Door, expectError, expectRefused, storedRows } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';
import { compoundFile, docx, filesOnDisk } from './sample-files.ts';

/** By the table of the fixtures: what is stored, but can't be signed, and why. */
const UNSIGNABLE: Record<string, string> = {
  enc_user_aes256: 'encrypted',
  enc_owner_rc4: 'encrypted',
  pageloop: 'damaged',
  truncated: 'damaged',
  certified_p1: 'certified',
};
const SIGNABLE: Record<string, number> = {
  b1_1p: 1,
  b10_10p: 10,
  rot0: 1,
  rot90: 1,
  crop_offset: 1,
  acroform: 2,
  xfa_static: 2,
  js_attach: 2,
  linearized_form: 2,
  tree_nested_inherit: 2,
  leaky_q: 1,
  badxref_offsets: 1,
  fakecount: 1,
  already_signed: 10,
};
const NOT_ACCEPTED = ['not_pdf', 'empty'];

describe.each(DATABASES)('what can be signed on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let caseId: string;
  let good: string;

  beforeAll(async () => {
    app = await startApp(kind, { env: { LIMIT_PAGES: '49' } });
    client = await newClient(app);
    caseId = (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
    good = (await client.upload('rot0.pdf', caseId)).body.id;
  });
  afterAll(() => app.stop());

  const create = (): Door => ({
    name: 'create',
    method: 'post',
    path: `/cases/${caseId}/signing-envelopes`,
    procedure: 'envelopes.create',
    params: { case_id: caseId },
  });
  const promote = (): Door => ({
    name: 'promote',
    method: 'post',
    path: '/signing/promote-to-envelope',
    procedure: 'envelopes.promote',
    params: {},
  });

  /** Create and promote refuse the document beside a good one, and leave nothing of that either. */
  const expectNotSignable = async (id: string, reason: string) => {
    const before = await filesOnDisk(app);
    const document_ids = [good, id];
    for (const error of [
      await expectRefused(
        app,
        client,
        create(),
        { title: 'T', document_ids, signers: [JOHN], send_emails: true },
        'DOCUMENT_NOT_SIGNABLE',
      ),
      await expectRefused(
        app,
        client,
        promote(),
        { case_id: caseId, title: 'T', document_ids },
        'DOCUMENT_NOT_SIGNABLE',
      ),
    ]) {
      expect(error.details).toEqual([{ id, reason }]);
      expect(error.message).toContain(id);
      expect(error.message).toContain(reason);
    }
    expect(await filesOnDisk(app)).toEqual(before);
    const listed = await client.get(`/cases/${caseId}/signed-documents`);
    expect(listed.body.data.filter(({ title }: { title: string }) => title === 'T')).toEqual([]);
  };

  it.each(Object.entries(UNSIGNABLE))(
    '%s is stored, but not signable: %s',
    async (name, reason) => {
      const { status, body } = await client.upload(`${name}.pdf`, caseId);
      expect(status).toBe(201);
      expect(body).toMatchObject({ signable: false, unsignable_reason: reason });
      expect((await client.get(`/documents/${body.id}`)).body).toEqual(body);
      await expectNotSignable(body.id, reason);
    },
  );

  it('a document of more pages than allowed is stored, but not signable', async () => {
    const { status, body } = await client.upload('real_fhs.pdf', caseId);
    expect(status).toBe(201);
    const reason = 'too_many_pages';
    expect(body).toMatchObject({ signable: false, unsignable_reason: reason, page_count: 50 });
    await expectNotSignable(body.id, reason);
  });

  it.each([
    ['DOCX', docx],
    ['DOC', compoundFile],
  ])('%s is stored, but not signable', async (name, bytes) => {
    const file = { bytes: bytes(), name: `letter.${name.toLowerCase()}` };
    const { status, body } = await client.upload(file, caseId);
    expect(status).toBe(201);
    await expectNotSignable(body.id, 'unsupported_type');
  });

  it('names every document that cannot be signed, in the order asked', async () => {
    const [certified, encrypted] = [
      (await client.upload('certified_p1.pdf', caseId)).body.id,
      (await client.upload('enc_owner_rc4.pdf', caseId)).body.id,
    ];
    const body = { case_id: caseId, title: 'T', document_ids: [certified, good, encrypted] };
    const error = await expectRefused(app, client, promote(), body, 'DOCUMENT_NOT_SIGNABLE');
    const found = error.details.map(({ id }: { id: string }) => id);
    expect(found.sort()).toEqual([certified, encrypted].sort());
  });

  it.each(Object.entries(SIGNABLE))(
    '%s goes into an envelope with its %i pages',
    async (name, pages) => {
      const { status, body } = await client.upload(`${name}.pdf`, caseId);
      expect(status).toBe(201);
      const expected = { signable: true, unsignable_reason: null, page_count: pages };
      expect(body).toMatchObject(expected);
      const made = await client.post('/signing/promote-to-envelope', {
        case_id: caseId,
        document_ids: [body.id],
        title: name,
      });
      expect(made.status).toBe(201);
      const document = { document_id: body.id, page_count: pages, sha256: body.sha256 };
      expect(made.body.documents).toMatchObject([document]);
      expect((await filesOnDisk(app)).kept).toContain(made.body.documents[0].presented_sha256);
    },
  );

  it.each(NOT_ACCEPTED)('%s is of no accepted type', async (name) => {
    const before = await storedRows(app);
    expectError(await client.upload(`${name}.pdf`, caseId), 'UNSUPPORTED_MEDIA_TYPE');
    expect(await storedRows(app)).toEqual(before);
  });

  it('refuses documents of another case and deleted ones, naming their ids', async () => {
    const { body: other } = await client.post('/cases', { name: 'Another' });
    const foreign = (await client.upload('rot0.pdf', other.id)).body.id;
    const deleted = (await client.upload('rot0.pdf', caseId)).body.id;
    await client.delete(`/documents/${deleted}`);
    const document_ids = [foreign, good, deleted];
    const members = { title: 'T', document_ids };
    for (const error of [
      await expectRefused(
        app,
        client,
        create(),
        { ...members, signers: [JOHN] },
        'DOCUMENT_NOT_FOUND',
      ),
      await expectRefused(
        app,
        client,
        promote(),
        { ...members, case_id: caseId },
        'DOCUMENT_NOT_FOUND',
      ),
    ]) {
      expect(error.details).toEqual([foreign, deleted]);
    }
  });

  it('takes a document of no case', async () => {
    const { body } = await client.upload('rot0.pdf');
    expect(body.case_id).toBeNull();
    const made = await client.post('/signing/promote-to-envelope', {
      case_id: caseId,
      document_ids: [body.id],
      title: 'Without a case',
    });
    expect(made.status).toBe(201);
  });
});
