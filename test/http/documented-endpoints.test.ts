import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createClient, openAs } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const idOf = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}_${ULID}$`));

// Every member of "The Signing Envelope Object", nested ones included.
const DOCUMENTED_ENVELOPE = {
  id: idOf('env'),
  case_id: expect.stringMatching(UUID),
  title: expect.any(String),
  status: expect.stringMatching(/^(draft|sent|in_progress|completed|expired|declined|voided)$/),
  documents: expect.any(Array),
  signers: expect.any(Array),
  created_at: expect.stringMatching(TIME),
};
const DOCUMENTED_DOCUMENT = {
  id: idOf('sigdoc'),
  document_id: idOf('doc'),
  filename: expect.any(String),
};
const DOCUMENTED_SIGNER = {
  id: idOf('signer'),
  name: expect.any(String),
  email: expect.any(String),
  role: expect.stringMatching(/^(signer|approver|cc)$/),
  status: expect.stringMatching(/^(pending|viewed|signed|approved|copied|declined)$/),
};

// biome-ignore lint/suspicious/noExplicitAny: an answer
function expectDocumentedEnvelope(envelope: any): void {
  expect(envelope).toMatchObject(DOCUMENTED_ENVELOPE);
  expectTimeOrNull(envelope, 'completed_at');
  for (const document of envelope.documents) expect(document).toMatchObject(DOCUMENTED_DOCUMENT);
  for (const signer of envelope.signers) {
    expect(signer).toMatchObject(DOCUMENTED_SIGNER);
    expectTimeOrNull(signer, 'signed_at');
  }
}

function expectTimeOrNull(object: Record<string, unknown>, member: string): void {
  expect(object).toHaveProperty(member);
  if (object[member] !== null) expect(object[member]).toMatch(TIME);
}

const JOHN = { name: 'John Smith', email: 'john.smith@example.com', role: 'signer' };
const DIRECTOR = { name: 'HR Director', email: 'hr@company.de', role: 'signer' };

describe.each(DATABASES)('the documented endpoints on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let caseId: string;
  let documentId: string;

  beforeAll(async () => {
    app = await startApp(kind);
    client = createClient(app, (await app.createKey()).key);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    caseId = (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
    documentId = (await client.upload('b1_1p.pdf', caseId)).body.id;
  });

  // The request of "Create a Signing Envelope", with the id of a document that is there.
  const createExample = (id = documentId) => ({
    title: 'Employment Agreement -- Smith',
    document_ids: [id],
    signers: [JOHN, DIRECTOR],
    signing_order: 'sequential',
    send_emails: true,
  });

  it('GET /api/v1/cases/{case_id}/signed-documents: List signing envelopes for a case', async () => {
    const empty = await client.get(`/cases/${caseId}/signed-documents`);
    expect(empty).toMatchObject({ status: 200, body: { data: [] } });

    const made = await client.post(`/cases/${caseId}/signing-envelopes`, createExample());
    for (const { email } of [JOHN, DIRECTOR]) await (await openAs(app, email)).sign();
    await app.settled();
    const { status, body } = await client.get(`/cases/${caseId}/signed-documents`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      {
        id: made.body.id,
        title: 'Employment Agreement -- Smith',
        status: 'completed',
        completed_at: expect.stringMatching(TIME),
        signers: [
          { name: 'John Smith', status: 'signed', signed_at: expect.stringMatching(TIME) },
          { name: 'HR Director', status: 'signed', signed_at: expect.stringMatching(TIME) },
        ],
      },
    ]);
    expectDocumentedEnvelope(body.data[0]);
  });

  it('POST /api/v1/cases/{case_id}/signing-envelopes: Create a signing envelope', async () => {
    const made = await client.post(`/cases/${caseId}/signing-envelopes`, createExample());
    expect(made.status).toBe(201);
    expectDocumentedEnvelope(made.body);
    expect(made.body).toMatchObject({
      case_id: caseId,
      title: 'Employment Agreement -- Smith',
      status: 'sent',
      documents: [{ document_id: documentId, filename: 'b1_1p.pdf' }],
      signers: [
        { ...JOHN, status: 'pending', signed_at: null },
        { ...DIRECTOR, status: 'pending', signed_at: null },
      ],
      signing_order: 'sequential',
      completed_at: null,
    });
    // "The full envelope object": what is read later is no more than what was answered, but for what
    // became of the invitation.
    await app.settled();
    const { body: read } = await client.get(`/signing/envelopes/${made.body.id}`);
    const [john, director] = made.body.signers;
    expect(read).toEqual({ ...made.body, signers: [{ ...john, delivery: 'sent' }, director] });
  });

  it('POST /api/v1/cases/{case_id}/signing-envelopes: each signer receives a magic-link email when send_emails is true', async () => {
    const at = `${caseId}.example`;
    const signers = [
      { ...JOHN, email: `john@${at}` },
      { ...DIRECTOR, email: `hr@${at}` },
    ];
    const example = { ...createExample(), signers, signing_order: 'parallel' };
    await client.post(`/cases/${caseId}/signing-envelopes`, example);
    await app.settled();
    const mails = (await app.mailbox.list()).filter(({ to }) => to.email.endsWith(at));
    expect(mails.map(({ to }) => to.email).sort()).toEqual([`hr@${at}`, `john@${at}`]);
    const texts = await Promise.all(
      mails.map(async ({ id }) => (await app.mailbox.read(id))?.text),
    );
    const links = texts.map(
      (text) => /http:\/\/localhost:\d+\/sign\/[\w-]{43}/.exec(text ?? '')?.[0],
    );
    expect(new Set(links).size).toBe(2);
    expect(links).not.toContain(undefined);
  });

  it('POST /api/v1/signing/promote-to-envelope: Promote documents into a draft envelope', async () => {
    const second = (await client.upload('rot0.pdf', caseId)).body.id;
    const made = await client.post('/signing/promote-to-envelope', {
      case_id: caseId,
      document_ids: [documentId, second],
      title: 'NDA Package',
    });
    expect(made.status).toBe(201);
    expectDocumentedEnvelope(made.body);
    expect(made.body).toMatchObject({
      case_id: caseId,
      title: 'NDA Package',
      status: 'draft',
      documents: [
        { document_id: documentId, filename: 'b1_1p.pdf' },
        { document_id: second, filename: 'rot0.pdf' },
      ],
      signers: [],
      completed_at: null,
    });
  });

  it('Add signers and send it separately: the promoted draft takes signers and is sent', async () => {
    const { body: draft } = await client.post('/signing/promote-to-envelope', {
      case_id: caseId,
      document_ids: [documentId],
      title: 'NDA Package',
    });
    const added = await client.post(`/signing/envelopes/${draft.id}/signers`, JOHN);
    expect(added.status).toBe(201);
    const sent = await client.post(`/signing/envelopes/${draft.id}/send`);
    expect(sent).toMatchObject({ status: 200, body: { id: draft.id, status: 'sent' } });
    expectDocumentedEnvelope(sent.body);
  });

  it.each([
    ['documents:write', 'creating envelopes and promoting documents', 201],
    ['documents:read', 'no more than listing', 403],
  ])('Required scope: %s is enough for %s', async (scope, _what, expected) => {
    const limited = createClient(app, (await app.createKey({ scopes: [scope] })).key);
    const promote = { case_id: caseId, document_ids: [documentId], title: 'NDA Package' };
    const create = createExample();
    const answers = [
      await limited.post('/signing/promote-to-envelope', promote),
      await limited.post(`/cases/${caseId}/signing-envelopes`, create),
    ];
    expect(answers.map(({ status }) => status)).toEqual([expected, expected]);
    const listed = await limited.get(`/cases/${caseId}/signed-documents`);
    expect(listed.status).toBe(scope === 'documents:read' ? 200 : 403);
  });
});
