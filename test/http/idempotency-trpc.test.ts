import { randomUUID } from 'node:crypto';
import { createTRPCClient, httpBatchLink, httpLink, type TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppRouter } from '../../src/procedures/router.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { storedRows } from './call-both-ways.ts';
import { makeIds, newClient } from './every-operation.ts';
import { send } from './keyed.ts';

describe.each(DATABASES)('tRPC mutations with an Idempotency-Key on %s', (kind) => {
  let app: TestApp;
  let credential: string;
  /** The answers that a client got, as they came. */
  let seen: Response[] = [];

  beforeAll(async () => {
    app = await startApp(kind);
    credential = (await app.createKey()).key;
  });
  afterAll(() => app.stop());

  const options = (key: string) => ({
    url: `${app.url}/trpc`,
    headers: { authorization: `Bearer ${credential}`, 'idempotency-key': key },
    fetch: async (input: string | URL | Request, init?: object) => {
      const response = await fetch(input, init as RequestInit);
      seen.push(response.clone());
      return response;
    },
  });
  const clientOf = (key: string, link: typeof httpLink | typeof httpBatchLink = httpLink) => {
    seen = [];
    return createTRPCClient<AppRouter>({ links: [link<AppRouter>(options(key))] });
  };
  const call = (procedure: string, body: unknown, key: string) =>
    send(app, { method: 'POST', path: `/trpc/${procedure}`, body, key, credential });

  it('are made once: the same bytes come again, with Idempotent-Replayed', async () => {
    const [key, body] = [randomUUID(), { name: 'Over tRPC' }];
    const first = await call('cases.create', body, key);
    expect(first).toMatchObject({ status: 200, replayed: null });
    const before = await storedRows(app);
    expect(await call('cases.create', body, key)).toEqual({ ...first, replayed: 'true' });
    expect(await call('cases.create', { name: 'Other' }, key)).toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await storedRows(app)).toEqual(before);
  });

  it('give a typed client the same result, or nothing where there is none', async () => {
    const [create, remove] = [randomUUID(), randomUUID()];
    const made = await clientOf(create).cases.create.mutate({ name: 'Typed' });
    expect(await clientOf(create).cases.create.mutate({ name: 'Typed' })).toEqual(made);
    expect(seen.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(['true']);
    await clientOf(remove).cases.delete.mutate({ id: made.id });
    expect(await clientOf(remove).cases.delete.mutate({ id: made.id })).toBeUndefined();
    expect(seen.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(['true']);
  });

  it('are the same requests as over REST', async () => {
    const key = randomUUID();
    const { envelope_id } = await makeIds(await newClient(app));
    const path = `/api/v1/signing/envelopes/${envelope_id}`;
    const patch = { method: 'PATCH', path, body: { title: 'New' }, key, credential };
    const { text } = await send(app, patch);
    const again = await call('envelopes.update', { title: 'New', envelope_id }, key);
    expect(again).toMatchObject({ status: 200, replayed: 'true' });
    expect(again.text).toBe(`{"result":{"data":${text}}}`);
  });

  it('tell in `data` what is wrong with a key', async () => {
    const key = randomUUID();
    await clientOf(key).cases.create.mutate({ name: 'One' });
    const error: TRPCClientError<AppRouter> = await clientOf(key)
      .cases.create.mutate({ name: 'Two' })
      .catch((thrown) => thrown);
    expect(error.data).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', httpStatus: 422 });
  });

  it('of a batch are refused, each of them: 400 IDEMPOTENCY_BATCH', async () => {
    const key = randomUUID();
    const client = clientOf(key, httpBatchLink);
    const before = await storedRows(app);
    const errors = await Promise.all(
      ['One', 'Two'].map((name) => client.cases.create.mutate({ name }).catch((thrown) => thrown)),
    );
    expect(seen.map(({ status }) => status)).toEqual([400]);
    for (const { data } of errors) {
      expect(data).toMatchObject({ code: 'IDEMPOTENCY_BATCH', httpStatus: 400 });
    }
    expect(await storedRows(app)).toEqual(before);
    // Alone in its batch, a call is what the key names.
    const alone = await clientOf(key, httpBatchLink).cases.create.mutate({ name: 'One' });
    expect(await clientOf(key, httpBatchLink).cases.create.mutate({ name: 'One' })).toEqual(alone);
    expect(seen.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(['true']);
  });

  it('of a batch need the credential before anything is said of the key', async () => {
    const [bad, body] = ['opt_live_unknown', { 0: { name: 'A' }, 1: { name: 'B' } }];
    const path = '/trpc/cases.create,cases.create?batch=1';
    const key = randomUUID();
    const refused = await send(app, { method: 'POST', path, body, key, credential: bad });
    expect(refused).toMatchObject({ status: 401, code: 'AUTH_INVALID' });
    const scopes = ['cases:read'];
    const weak = (await app.createKey({ scopes })).key;
    const forbidden = await send(app, { method: 'POST', path, body, key, credential: weak });
    expect(forbidden).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_SCOPE' });
  });
});
