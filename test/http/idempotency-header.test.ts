import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/domain/caller.ts';
import { createEnvelope, linksTo, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { storedRows } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';
import { type KeyedRequest, keyRow, send } from './keyed.ts';
import { sendRaw } from './raw-http.ts';

describe.each(DATABASES)('the header Idempotency-Key on %s', (kind) => {
  let app: TestApp;
  let credential: string;

  beforeAll(async () => {
    app = await startApp(kind);
    credential = (await app.createKey()).key;
  });
  afterAll(() => app.stop());

  const CREATE = { method: 'POST', path: '/api/v1/cases', body: { name: 'Smith' } };
  const create = (key: string, changes: Partial<KeyedRequest> = {}) =>
    send(app, { ...CREATE, credential, key, ...changes });
  const keys = () => app.context.db.selectFrom('idempotency_keys').select('key').execute();

  it.each([
    ['one character', 'a'],
    ['255 of them', 'k'.repeat(255)],
    ['every visible one', String.fromCharCode(...Array.from({ length: 94 }, (_, at) => 33 + at))],
    ['a quoted string, quotes and all', '"8e03978e-40d5-43dd-bc93-6894a57f9324"'],
  ])('may be %s', async (_name, key) => {
    expect(await create(key)).toMatchObject({ status: 201, replayed: null });
    expect(await create(key)).toMatchObject({ status: 201, replayed: 'true' });
    expect(await keyRow(app, key)).toBeDefined();
  });

  it.each([
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['two words', 'two words'],
    ['a letter beyond ASCII', 'schl\u00fcssel'],
    ['a tab', 'a\tb'],
  ])('must not be %s: 400 naming it', async (_name, key) => {
    const before = await storedRows(app);
    const error = { code: 'VALIDATION_FAILED', details: [{ path: 'Idempotency-Key' }] };
    for (const path of ['/api/v1/cases', '/trpc/cases.create']) {
      const refused = await create(key, { path });
      expect(refused.status).toBe(400);
      const { error: body } = JSON.parse(refused.text);
      expect(body.data ?? body).toMatchObject(error);
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it('is one key: given twice it is none', async () => {
    const text = JSON.stringify(CREATE.body);
    const answer = await sendRaw(
      app,
      `POST ${CREATE.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${credential}\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
    );
    expect(answer.status).toBe(400);
  });

  it('is looked at after the credential and its scope, and before the body', async () => {
    const bad = 'not good';
    expect(await create(bad, { credential: 'opt_live_unknown' })).toMatchObject({ status: 401 });
    const scopes = SCOPES.filter((scope) => scope !== 'cases:write');
    const weak = (await app.createKey({ scopes })).key;
    expect(await create(bad, { credential: weak })).toMatchObject({ status: 403 });
    const endless = await sendRaw(
      app,
      `POST ${CREATE.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${credential}\r\nIdempotency-Key: ${bad}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{`,
    );
    expect(endless.status).toBe(400);
    expect(JSON.parse(endless.body).error.details).toMatchObject([{ path: 'Idempotency-Key' }]);
  });

  it('gives no answer to who may not ask any more', async () => {
    const key = randomUUID();
    const { key: own, id } = await app.createKey();
    await create(key, { credential: own });
    const at = app.clock.now().toISOString();
    const { db } = app.context;
    await db.updateTable('api_keys').set({ scopes: 'cases:read' }).where('id', '=', id).execute();
    expect(await create(key, { credential: own })).toMatchObject({ status: 403, replayed: null });
    await db.updateTable('api_keys').set({ revoked_at: at }).where('id', '=', id).execute();
    expect(await create(key, { credential: own })).toMatchObject({ status: 401, replayed: null });
  });

  it('leaves no trace with a body that is not valid', async () => {
    const before = await keys();
    for (const body of [{ name: '' }, { nonsense: 1 }, [], 'text']) {
      expect(await create(randomUUID(), { body })).toMatchObject({ status: 400 });
      const trpc = { path: '/trpc/cases.create', body };
      expect(await create(randomUUID(), trpc)).toMatchObject({ status: 400 });
    }
    const broken = await request(`${app.url}${CREATE.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${credential}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
      },
      body: '{"name":',
    });
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'MALFORMED_JSON' } } });
    expect(await keys()).toEqual(before);
  });

  it('is ignored where nothing changes', async () => {
    const before = await keys();
    for (const path of ['/api/v1/cases', '/trpc/cases.list']) {
      for (const key of ['same', 'same', 'not good']) {
        const answer = await send(app, { method: 'GET', path, credential, key });
        // Over tRPC the input of a query is in the address, and there is none here.
        expect(answer).toMatchObject({ status: path.startsWith('/api') ? 200 : 400 });
        expect(answer.text).not.toContain('Idempotency-Key');
      }
    }
    expect(await keys()).toEqual(before);
  });

  it('is ignored for signers: what guards them is the envelope itself', async () => {
    const before = await keys();
    await createEnvelope(await newClient(app));
    const [token] = await linksTo(app, 'john.smith@example.com');
    for (const key of ['same', 'not good']) {
      const path = '/api/v1/sign/landing';
      const landing = await send(app, {
        method: 'POST',
        path,
        body: { token },
        credential: 'none',
        key,
      });
      expect(landing).toMatchObject({ status: 200, replayed: null });
    }
    expect(await keys()).toEqual(before);
  });
});
