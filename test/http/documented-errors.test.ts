import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, JOHN } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Door, expectRefused, storedRows } from './call-both-ways.ts';

const NO_CASE = '550e8400-e29b-41d4-a716-446655440000';
const NO_DOCUMENT = 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD';

describe.each(DATABASES)('the documented errors on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let caseId: string;
  let documentId: string;

  beforeAll(async () => {
    app = await startApp(kind);
    client = createClient(app, (await app.createKey()).key);
    caseId = (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
    documentId = (await client.upload('b1_1p.pdf', caseId)).body.id;
  });
  afterAll(() => app.stop());

  const createDoor = (case_id = caseId): Door => ({
    name: 'create',
    method: 'post',
    path: `/cases/${case_id}/signing-envelopes`,
    procedure: 'envelopes.create',
    params: { case_id },
  });
  const promoteDoor = (): Door => ({
    name: 'promote',
    method: 'post',
    path: '/signing/promote-to-envelope',
    procedure: 'envelopes.promote',
    params: {},
  });
  const createBody = (changes = {}) => ({
    title: 'Employment Agreement -- Smith',
    document_ids: [documentId],
    signers: [JOHN],
    ...changes,
  });
  const promoteBody = (changes = {}) => ({
    case_id: caseId,
    document_ids: [documentId],
    title: 'NDA Package',
    ...changes,
  });

  it.each([
    ['missing', undefined],
    ['empty', []],
  ])('400 NO_DOCUMENTS: No document IDs provided (%s)', async (_name, document_ids) => {
    const create = createBody({ document_ids });
    await expectRefused(app, client, createDoor(), create, 'NO_DOCUMENTS');
    await expectRefused(app, client, promoteDoor(), promoteBody({ document_ids }), 'NO_DOCUMENTS');
  });

  it.each([
    ['missing', undefined],
    ['empty', []],
  ])('400 NO_SIGNERS: No signers provided (%s)', async (_name, signers) => {
    await expectRefused(app, client, createDoor(), createBody({ signers }), 'NO_SIGNERS');
  });

  it('403 AUTH_INSUFFICIENT_SCOPE: Missing documents:write scope', async () => {
    const scopes = ['cases:read', 'cases:write', 'documents:read', 'documents:delete'];
    const weak = createClient(app, (await app.createKey({ scopes })).key);
    for (const [door, body] of [
      [createDoor(), createBody()],
      [promoteDoor(), promoteBody()],
    ] as const) {
      const error = await expectRefused(app, weak, door, body, 'AUTH_INSUFFICIENT_SCOPE');
      expect(error.message).toBe('Missing documents:write scope');
    }
  });

  it('404 CASE_NOT_FOUND: Case ID does not exist', async () => {
    await expectRefused(app, client, createDoor(NO_CASE), createBody(), 'CASE_NOT_FOUND');
    const promote = promoteBody({ case_id: NO_CASE });
    await expectRefused(app, client, promoteDoor(), promote, 'CASE_NOT_FOUND');
    const before = await storedRows(app);
    const listed = await client.get(`/cases/${NO_CASE}/signed-documents`);
    expect(listed).toMatchObject({ status: 404, body: { error: { code: 'CASE_NOT_FOUND' } } });
    expect(await storedRows(app)).toEqual(before);
  });

  it('404 DOCUMENT_NOT_FOUND: One or more document IDs do not exist', async () => {
    const document_ids = [documentId, NO_DOCUMENT, 'nonsense'];
    const create = createBody({ document_ids });
    const promote = promoteBody({ document_ids });
    for (const error of [
      await expectRefused(app, client, createDoor(), create, 'DOCUMENT_NOT_FOUND'),
      await expectRefused(app, client, promoteDoor(), promote, 'DOCUMENT_NOT_FOUND'),
    ]) {
      expect(error.details).toEqual([NO_DOCUMENT, 'nonsense']);
    }
  });
});
