import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, JOHN } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, storedRows } from './call-both-ways.ts';
import {
  callOperation,
  type Ids,
  makeIds,
  newClient,
  pathOf,
  UNKNOWN,
  WITH_IDS,
} from './every-operation.ts';

const MALFORMED = [
  'x',
  '0',
  ' ',
  "' or 1=1--",
  'env_',
  'ünïcode',
  '%00',
  '%ff',
  'a%2Fb',
  '..%2f..',
];

/** The answer without what names the one thing asked for. */
function withoutIds({ status, body }: Answer, ids: Ids) {
  let text = JSON.stringify(body).replace(/req_[0-9A-Z]{26}/g, 'REQUEST');
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, name);
  return { status, body: JSON.parse(text) };
}

describe.each(DATABASES)('tenants on %s', (kind) => {
  let app: TestApp;
  let owner: Client;
  let ids: Ids;
  const strangers: Record<string, Client> = {};

  beforeAll(async () => {
    app = await startApp(kind);
    owner = await newClient(app, { workspace: 'Ours' });
    ids = await makeIds(owner);
    strangers['another workspace'] = await newClient(app, { workspace: 'Theirs' });
    strangers['the other mode'] = await newClient(app, { workspace: 'Ours', mode: 'test' });
  });
  afterAll(() => app.stop());

  describe.each(['another workspace', 'the other mode'])('%s', (who) => {
    it.each(WITH_IDS)('%s answers for our ids as for unknown ones', async (_name, operation) => {
      const stranger = strangers[who]!;
      const before = await storedRows(app);
      const unknown = await callOperation(stranger, operation, UNKNOWN);
      const foreign = await callOperation(stranger, operation, ids);
      expect(unknown.status).toBe(404);
      expect(withoutIds(foreign, ids)).toEqual(withoutIds(unknown, UNKNOWN));
      expect(await storedRows(app)).toEqual(before);
    });

    it('sees nothing of ours in any list', async () => {
      const stranger = strangers[who]!;
      for (const path of ['/cases', '/documents', '/cases?search=Smith']) {
        expect(await stranger.get(path)).toMatchObject({ status: 200, body: { data: [] } });
        expect((await owner.get(path)).body.data).not.toEqual([]);
      }
    });

    it('finds nothing of ours through ids in queries and bodies', async () => {
      const stranger = strangers[who]!;
      const { body: own } = await stranger.post('/cases', { name: 'Own' });
      const before = await storedRows(app);
      const attempts = (of: Ids) => [
        stranger.get(`/documents?case_id=${of.case_id}`),
        stranger.upload('rot0.pdf', of.case_id),
        stranger.post('/signing/promote-to-envelope', {
          case_id: of.case_id,
          document_ids: [of.document_id],
          title: 'T',
        }),
        stranger.post('/signing/promote-to-envelope', {
          case_id: own.id,
          document_ids: [of.document_id],
          title: 'T',
        }),
        stranger.post(`/cases/${own.id}/signing-envelopes`, {
          title: 'T',
          document_ids: [of.document_id],
          signers: [JOHN],
        }),
      ];
      const unknown = await Promise.all(attempts(UNKNOWN));
      const foreign = await Promise.all(attempts(ids));
      expect(unknown.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404]);
      expect(unknown[0]!.body.data).toEqual([]);
      expect(foreign.map((answer) => withoutIds(answer, ids))).toEqual(
        unknown.map((answer) => withoutIds(answer, UNKNOWN)),
      );
      expect(await storedRows(app)).toEqual(before);
      await stranger.delete(`/cases/${own.id}`);
    });

    it('is told the same over tRPC', async () => {
      const { key } = strangers[who]!;
      const get = (envelope_id: string) =>
        callTrpc(app, key, { type: 'query', procedure: 'envelopes.get', input: { envelope_id } });
      const [unknown, foreign] = [await get(UNKNOWN.envelope_id), await get(ids.envelope_id)];
      expect(unknown).toMatchObject({ httpStatus: 404, error: { code: 'ENVELOPE_NOT_FOUND' } });
      expect({ ...foreign.error, request_id: '' }).toEqual({ ...unknown.error, request_id: '' });
    });
  });

  it.each(WITH_IDS)('%s answers malformed ids as unknown ones', async (_name, operation) => {
    const { error } = (await callOperation(owner, operation, UNKNOWN)).body;
    const before = await storedRows(app);
    for (const id of MALFORMED) {
      const names = Object.keys(UNKNOWN);
      const all = Object.fromEntries(names.map((name) => [name, id])) as Ids;
      const answer = await callOperation(owner, operation, all);
      expect(answer.status, id).toBe(404);
      expect(answer.body.error.code).toBe(error.code);
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it.each(WITH_IDS)('%s answers 404 where the path cannot be decoded', async (_name, operation) => {
    // `%ff` and `%` as they are on the wire: no UTF-8, no escape.
    for (const id of ['%ff', '%', '%E0%A4%A', '%c0%80']) {
      const path = pathOf(operation, UNKNOWN).replace(/[^/]*_01JZ[^/]*|550e8400[^/]*/, id);
      const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
      const answer = await owner[method](path);
      expect(answer.status, path).toBe(404);
      expect(answer.body.error.request_id).toBe(answer.headers.get('x-request-id'));
    }
  });

  it('answers for a signer or a document of another envelope as for none', async () => {
    const other = await makeIds(owner);
    const signer = `/signing/envelopes/${ids.envelope_id}/signers/${other.signer_id}`;
    expect(await owner.patch(signer, { name: 'N' })).toMatchObject({
      status: 404,
      body: { error: { code: 'SIGNER_NOT_FOUND' } },
    });
    expect((await owner.delete(signer)).body.error.code).toBe('SIGNER_NOT_FOUND');
    const document = `/signing/envelopes/${ids.envelope_id}/documents/${other.sigdoc_id}/download`;
    expect(await owner.get(document)).toMatchObject({
      status: 404,
      body: { error: { code: 'DOCUMENT_NOT_FOUND', details: [other.sigdoc_id] } },
    });
    const { body } = await owner.get(`/signing/envelopes/${other.envelope_id}`);
    expect(body.signers).toHaveLength(1);
  });

  it('keeps each mode’s data apart within one workspace, both ways', async () => {
    const test = strangers['the other mode']!;
    const { body: sandboxed } = await test.post('/cases', { name: 'Sandbox' });
    expect((await owner.get(`/cases/${sandboxed.id}`)).status).toBe(404);
    expect((await test.get(`/cases/${sandboxed.id}`)).status).toBe(200);
  });
});
