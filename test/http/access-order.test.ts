import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/caller.ts';
import { type Client, JOHN, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError, storedRows } from './call-both-ways.ts';
import {
  callOperation,
  type Ids,
  makeIds,
  modeOf,
  newClient,
  type Operation,
  pathOf,
  SCOPED,
  UNKNOWN,
} from './every-operation.ts';
import { sendRaw } from './raw-http.ts';

const NOT_ON_TRPC = /^files\./;

describe.each(DATABASES)('what comes first on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let ids: Ids;
  let unsignable: string;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    ids = await makeIds(client);
    unsignable = (await client.upload('enc_user_aes256.pdf', ids.case_id)).body.id;
  });
  afterAll(() => app.stop());

  /** A request whose body is announced as 100 GB and never ends. */
  const endless = ({ method, meta }: Operation, path: string, credential = '') => {
    const type = meta.bytes === 'upload' ? 'multipart/form-data; boundary=x' : 'application/json';
    return sendRaw(
      app,
      `${method} /api/v1${path} HTTP/1.1\r\nHost: localhost\r\n${credential}Content-Type: ${type}\r\nContent-Length: 107374182400\r\n\r\n{"title": "`,
    );
  };

  it('covers the operations of cases, documents and envelopes', () => {
    expect(SCOPED.length).toBeGreaterThanOrEqual(20);
    expect(SCOPED.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'GET /cases/:case_id/signed-documents',
        'POST /cases/:case_id/signing-envelopes',
        'POST /signing/promote-to-envelope',
      ]),
    );
  });

  it.each(SCOPED)(
    '%s answers 401 before anything of the body is read',
    async (_name, operation) => {
      const answer = await endless(operation, pathOf(operation, ids));
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body).error.code).toBe('AUTH_REQUIRED');
      const bad = 'Authorization: Bearer opt_live_unknown\r\n';
      const refused = await endless(operation, pathOf(operation, ids), bad);
      expect(refused.status).toBe(401);
      expect(JSON.parse(refused.body).error.code).toBe('AUTH_INVALID');
    },
  );

  it.each(SCOPED)('%s answers 403 naming the scope, body unread', async (_name, operation) => {
    const { scope } = operation.meta;
    const scopes = SCOPES.filter((each) => each !== scope);
    const { key } = await app.createKey({ scopes, mode: modeOf(operation) });
    const before = await storedRows(app);
    for (const path of [pathOf(operation, ids), pathOf(operation, UNKNOWN)]) {
      const answer = await endless(operation, path, `Authorization: Bearer ${key}\r\n`);
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body).error).toMatchObject({
        code: 'AUTH_INSUFFICIENT_SCOPE',
        message: expect.stringContaining(String(scope)),
        required_scope: scope,
      });
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it.each(SCOPED.filter(([, { name }]) => !NOT_ON_TRPC.test(name)))(
    '%s asks the same of tRPC clients',
    async (_name, operation) => {
      const { name, type, meta } = operation;
      const call = { type: type === 'query' ? 'query' : 'mutation', procedure: name } as const;
      const garbage = { nonsense: true };
      const none = await callTrpc(app, null, { ...call, input: garbage });
      expect(none).toMatchObject({ httpStatus: 401, error: { code: 'AUTH_REQUIRED' } });
      const scopes = SCOPES.filter((each) => each !== meta.scope);
      const { key } = await app.createKey({ scopes, mode: modeOf(operation) });
      const weak = await callTrpc(app, key, { ...call, input: garbage });
      expect(weak).toMatchObject({
        httpStatus: 403,
        error: { code: 'AUTH_INSUFFICIENT_SCOPE', required_scope: meta.scope },
      });
    },
  );

  it.each(SCOPED)('%s needs no scope but its own', async (_name, operation) => {
    const scopes = [String(operation.meta.scope)];
    const alone = await newClient(app, { scopes, mode: modeOf(operation) });
    const answer = await callOperation(alone, operation, UNKNOWN);
    expect([200, 201, 404]).toContain(answer.status);
  });

  it('refuses in the order 401, 403, 400, 404, 422 or 409', async () => {
    const post = (key: string | null, path: string, body: string) =>
      request(`${app.url}/api/v1${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body,
      });
    const { key: weak } = await app.createKey({ scopes: ['documents:read'] });
    const broken = '{"title":';
    const good = { title: 'T', document_ids: [unsignable], signers: [JOHN] };
    const unknown = `/cases/${UNKNOWN.case_id}/signing-envelopes`;
    expectError(await post(null, unknown, broken), 'AUTH_REQUIRED');
    expectError(await post(weak, unknown, broken), 'AUTH_INSUFFICIENT_SCOPE');
    expectError(await post(client.key, unknown, broken), 'MALFORMED_JSON');
    const invalid = JSON.stringify({ ...good, title: '' });
    expectError(await post(client.key, unknown, invalid), 'VALIDATION_FAILED');
    expectError(await post(client.key, unknown, JSON.stringify(good)), 'CASE_NOT_FOUND');
    const known = `/cases/${ids.case_id}/signing-envelopes`;
    const both = { ...good, document_ids: [unsignable, UNKNOWN.document_id] };
    expectError(await post(client.key, known, JSON.stringify(both)), 'DOCUMENT_NOT_FOUND');
    expectError(await post(client.key, known, JSON.stringify(good)), 'DOCUMENT_NOT_SIGNABLE');
  });

  it('validates before it looks for the envelope, and looks before it minds the status', async () => {
    const path = `/signing/envelopes/${UNKNOWN.envelope_id}`;
    const past = '2020-01-01T00:00:00Z';
    const bad = [
      { title: '' },
      { expires_at: past },
      { expires_at: '2099-01-01T00:00:00Z', expires_in_days: 3 },
      { document_ids: Array.from({ length: 21 }, (_, index) => `doc_${index}`) },
    ];
    for (const body of bad) expectError(await client.patch(path, body), 'VALIDATION_FAILED');
    expectError(await client.patch(path, { title: 'T' }), 'ENVELOPE_NOT_FOUND');
    expectError(await client.post(`${path}/void`, {}), 'VALIDATION_FAILED');
    expectError(await client.post(`${path}/void`, { reason: 'R' }), 'ENVELOPE_NOT_FOUND');

    const sent = (await makeIds(client)).envelope_id;
    await client.post(`/signing/envelopes/${sent}/send`);
    const signer = `/signing/envelopes/${sent}/signers/${UNKNOWN.signer_id}`;
    expectError(await client.patch(signer, { name: '' }), 'VALIDATION_FAILED');
    expectError(await client.patch(signer, { name: 'N' }), 'SIGNER_NOT_FOUND');
    expectError(await client.delete(signer), 'SIGNER_NOT_FOUND');
  });
});
