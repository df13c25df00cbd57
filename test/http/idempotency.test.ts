import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, JOHN, readFixture } from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { storedRows } from './call-both-ways.ts';
import { type Ids, makeIds, newClient } from './every-operation.ts';
import { formOf, type KeyedRequest, keyRow, send } from './keyed.ts';

const JWT_SECRET = 'a secret of thirty-two bytes or more';

describe.each(DATABASES)('a request with an Idempotency-Key on %s', (kind) => {
  let app: TestApp;
  let credential: string;
  let ids: Ids;

  beforeAll(async () => {
    app = await startApp(kind, { env: { JWT_SECRET } });
    const client = await newClient(app);
    credential = client.key;
    ids = await makeIds(client);
  });
  afterAll(() => app.stop());

  const post = (path: string, body: unknown, changes: Partial<KeyedRequest> = {}) =>
    send(app, { method: 'POST', path: `/api/v1${path}`, body, credential, ...changes });
  const newKey = () => randomUUID();
  const createEnvelope = (key: string, changes: object = {}, credentials = credential) =>
    post(
      `/cases/${ids.case_id}/signing-envelopes`,
      { title: 'NDA', document_ids: [ids.document_id], signers: [JOHN], ...changes },
      { key, credential: credentials },
    );
  const countCases = async (name: string) => {
    const { db } = app.context;
    return (await db.selectFrom('cases').select('id').where('name', '=', name).execute()).length;
  };
  const tokenOf = (sub: string, workspace: string) =>
    jwt.sign(
      { sub, workspace, mode: 'live', scope: 'cases:read cases:write', exp: inAnHour() },
      JWT_SECRET,
    );
  const inAnHour = () => Math.floor((app.clock.now().getTime() + HOUR) / 1000);

  it('gets the same status and bytes again, said to be replayed, and changes nothing', async () => {
    const key = newKey();
    const first = await createEnvelope(key, { send_emails: true });
    expect(first).toMatchObject({ status: 201, replayed: null });
    await app.settled();
    const before = await storedRows(app);
    // The envelope goes on; the answer is that of then.
    for (let time = 0; time < 3; time += 1) {
      const again = await createEnvelope(key, { send_emails: true });
      expect(again).toEqual({ ...first, replayed: 'true' });
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it('gets the answer of then, whatever became of it since', async () => {
    const [create, remove, key] = [newKey(), newKey(), newKey()];
    const made = await createEnvelope(create);
    const path = `/api/v1/signing/envelopes/${JSON.parse(made.text).id}`;
    const patch = { method: 'PATCH', path, body: { title: 'New' }, credential };
    const changed = await send(app, { ...patch, key });
    expect(JSON.parse(changed.text).title).toBe('New');
    const gone = await send(app, { method: 'DELETE', path, credential, key: remove });
    expect(gone).toEqual({ status: 204, replayed: null, text: '', code: undefined });
    const goneAgain = await send(app, { method: 'DELETE', path, credential, key: remove });
    expect(goneAgain).toEqual({ ...gone, replayed: 'true' });
    expect(await send(app, { ...patch, key })).toEqual({ ...changed, replayed: 'true' });
    expect(await createEnvelope(create)).toEqual({ ...made, replayed: 'true' });
    // Without the key it is another request.
    expect(await send(app, { ...patch })).toMatchObject({ status: 404 });
  });

  it('is the same request in whatever order its members come', async () => {
    const key = newKey();
    const people = { a: [1, { b: 2, c: '\ud800' }] };
    const first = await post('/cases', { name: 'Order', parties: [people], staff: [] }, { key });
    expect(first.status).toBe(201);
    const turned = { staff: [], parties: [{ a: [1, { c: '\ud800', b: 2 }] }], name: 'Order' };
    const again = await post('/cases', turned, { key });
    expect(again).toEqual({ ...first, replayed: 'true' });
    const lists = await post('/cases', { ...turned, parties: [{ a: [{ b: 2 }, 1] }] }, { key });
    expect(lists.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is 422 when something else is asked for under the key', async () => {
    const key = newKey();
    const first = await createEnvelope(key);
    const { id } = JSON.parse(first.text);
    const before = await storedRows(app);
    const others = [
      await createEnvelope(key, { title: 'Another' }),
      await createEnvelope(key, { message: 'More' }),
      await post('/cases', { name: 'Something else' }, { key }),
      await post(`/signing/envelopes/${id}/send`, undefined, { key }),
      await send(app, {
        method: 'DELETE',
        path: `/api/v1/signing/envelopes/${id}`,
        credential,
        key,
      }),
    ];
    for (const other of others) {
      expect(other).toMatchObject({
        status: 422,
        code: 'IDEMPOTENCY_KEY_REUSED',
        replayed: null,
      });
    }
    expect(await storedRows(app)).toEqual(before);
    expect(await createEnvelope(key)).toEqual({ ...first, replayed: 'true' });
  });

  it('names what its path names: the same body at another address is another request', async () => {
    const key = newKey();
    const [one, two] = [await createEnvelope(newKey()), await createEnvelope(newKey())];
    const sendIt = ({ text }: { text: string }) =>
      post(`/signing/envelopes/${JSON.parse(text).id}/send`, undefined, { key });
    expect((await sendIt(one)).status).toBe(200);
    expect((await sendIt(two)).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('names what is done: another method at the same address is another request', async () => {
    const key = newKey();
    const path = `/signing/envelopes/${JSON.parse((await createEnvelope(newKey())).text).id}`;
    const sent = await post(`${path}/send`, undefined, { key });
    expect(sent.status).toBe(200);
    // Both are given the envelope's id and nothing else.
    const remove = { method: 'DELETE', path: `/api/v1${path}`, credential, key };
    expect(await send(app, remove)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('shares its key with no other credential, mode or workspace', async () => {
    const key = newKey();
    const body = { name: `Shared ${key}` };
    const { workspaceId } = await app.createKey();
    const other = await app.createKey({ workspace: 'Another office' });
    const credentials = [
      credential,
      (await app.createKey()).key,
      (await app.createKey({ mode: 'test' })).key,
      other.key,
      tokenOf('ann', workspaceId),
      tokenOf('ben', workspaceId),
      tokenOf('ann', other.workspaceId),
    ];
    const answers = [];
    for (const each of credentials) {
      answers.push(await post('/cases', body, { key, credential: each }));
    }
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, replayed: null });
    expect(await countCases(body.name)).toBe(credentials.length);
    for (const [index, each] of credentials.entries()) {
      const again = await post('/cases', body, { key, credential: each });
      expect(again).toEqual({ ...answers[index], replayed: 'true' });
    }
    // A new token of the same subject is the same credential.
    app.clock.advance(1_000);
    const renewed = await post('/cases', body, { key, credential: tokenOf('ann', workspaceId) });
    expect(renewed).toEqual({ ...answers[4], replayed: 'true' });
  });

  it.each([
    ['not valid', 400, { title: '' }],
    ['of a document that is not there', 404, { document_ids: ['doc_01JZX5W6C3T0B4N8Q2M7R9V1KD'] }],
    ['of a document that cannot be signed', 422, { document_ids: ['unsignable'] }],
  ])('that was %s leaves nothing, and succeeds when corrected', async (_what, status, fault) => {
    const client = createClient(app, credential);
    const unsignable = (await client.upload('enc_user_aes256.pdf', ids.case_id)).body.id;
    const body = JSON.parse(JSON.stringify(fault).replace('unsignable', unsignable));
    const key = newKey();
    expect(await createEnvelope(key, body)).toMatchObject({ status, replayed: null });
    expect(await keyRow(app, key)).toBeUndefined();
    expect(await createEnvelope(key)).toMatchObject({ status: 201, replayed: null });
    expect(await createEnvelope(key)).toMatchObject({ status: 201, replayed: 'true' });
  });

  it('that the state refused is tried anew, and succeeds once the state allows it', async () => {
    const key = newKey();
    const { text } = await createEnvelope(newKey(), { signers: [{ ...JOHN, role: 'cc' }] });
    const path = `/signing/envelopes/${JSON.parse(text).id}`;
    expect(await post(`${path}/send`, undefined, { key })).toMatchObject({ code: 'NO_SIGNERS' });
    await createClient(app, credential).post(`${path}/signers`, JOHN);
    expect(await post(`${path}/send`, undefined, { key })).toMatchObject({ status: 200 });
  });

  it('is the same upload when it brings the same bytes, name and fields', async () => {
    const key = newKey();
    const bytes = await readFixture('b1_1p.pdf');
    const upload = (file: Uint8Array, name: string, fields = {}) =>
      post('/documents', formOf(file, name, fields), { key });
    const first = await upload(bytes, 'a.pdf', { case_id: ids.case_id });
    expect(first).toMatchObject({ status: 201, replayed: null });
    const before = await storedRows(app);
    const again = await upload(bytes, 'a.pdf', { case_id: ids.case_id });
    expect(again).toEqual({ ...first, replayed: 'true' });
    for (const other of [
      await upload(await readFixture('rot0.pdf'), 'a.pdf', { case_id: ids.case_id }),
      await upload(bytes, 'b.pdf', { case_id: ids.case_id }),
      await upload(bytes, 'a.pdf'),
    ]) {
      expect(other).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it('is forgotten after 24 hours, and its answer deleted', async () => {
    const key = newKey();
    const body = { name: `Old ${key}` };
    const first = await post('/cases', body, { key });
    app.clock.advance(DAY - 1);
    expect(await post('/cases', body, { key })).toEqual({ ...first, replayed: 'true' });
    app.clock.advance(1);
    const anew = await post('/cases', { ...body, status: 'closed' }, { key });
    expect(anew).toMatchObject({ status: 201, replayed: null });
    expect(await countCases(body.name)).toBe(2);
    app.clock.advance(DAY + HOUR);
    // Any commit lets the worker look.
    await post('/cases', { name: 'Later' });
    await app.settled();
    expect(await keyRow(app, key)).toBeUndefined();
    expect(await app.context.db.selectFrom('idempotency_keys').selectAll().execute()).toEqual([]);
  });
});
