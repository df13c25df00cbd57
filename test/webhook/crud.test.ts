import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../src/webhook/sender.ts';
import { keyRow, send } from '../http/keyed.ts';
import { dumpDatabase } from '../signing/support.ts';
import { type Client, createClient } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { createHook } from './support.ts';

const URL_OF_ALL = 'https://hooks.example/all';

describe.each(DATABASES)('webhooks on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let logged = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  beforeAll(async () => {
    const resolve = async (host: string) =>
      host.startsWith('inside.')
        ? [{ address: '10.0.0.7', family: 4 }]
        : [{ address: '93.184.216.34', family: 4 }];
    app = await startApp(kind, {
      overrides: {
        webhooks: createWebhookSender({ allowPrivate: false, resolve, timeoutMs: 100 }),
        log: pino({ level: 'trace' }, sink),
      },
    });
    client = createClient(app, (await app.createKey({ workspace: 'Ours' })).key);
  });
  afterAll(() => app.stop());

  it('are made, listed, read, changed and deleted; the secret is in the first answer alone', async () => {
    const made = await client.post('/webhooks', { url: URL_OF_ALL, events: ['*'] });
    expect(made.status).toBe(201);
    const { secret, ...shown } = made.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toMatchObject({
      id: expect.stringMatching(/^whk_/),
      url: URL_OF_ALL,
      events: ['*'],
      enabled: true,
      disabled_at: null,
      disabled_because: null,
    });
    const path = `/webhooks/${shown.id}`;
    expect((await client.get(path)).body).toEqual(shown);
    expect((await client.get('/webhooks')).body.data).toEqual([shown]);
    const changes = { url: 'https://hooks.example/some', events: ['envelope.completed'] };
    const { body: changed } = await client.patch(path, changes);
    expect(changed).toEqual({ ...shown, ...changes, updated_at: changed.updated_at });
    expect((await client.patch(path, { enabled: false })).body).toMatchObject({
      enabled: false,
      disabled_because: 'by_request',
    });
    expect((await client.patch(path, { enabled: true })).body).toMatchObject({
      enabled: true,
      disabled_because: null,
    });
    expect((await client.delete(path)).status).toBe(204);
    for (const answer of [await client.get(path), await client.delete(path)]) {
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'WEBHOOK_NOT_FOUND' } } });
    }
  });

  it('show a secret once, and keep it where neither database nor log shows it', async () => {
    const { id, secret } = await createHook(client, URL_OF_ALL);
    const { status, body: rotated } = await client.post(`/webhooks/${id}/rotate-secret`);
    expect(status).toBe(200);
    expect(rotated.secret).not.toBe(secret);
    const lasts = new Date(app.clock.now().getTime() + DAY).toISOString();
    expect(rotated.previous_secret_until).toBe(lasts);
    const answers = [
      await client.get(`/webhooks/${id}`),
      await client.get('/webhooks'),
      await client.patch(`/webhooks/${id}`, { events: ['*'] }),
      await client.get(`/webhooks/${id}/attempts`),
    ];
    const everything = JSON.stringify(answers.map(({ body }) => body)) + (await dumpDatabase(app));
    expect(logged).toContain('/api/v1/webhooks');
    for (const each of [secret, rotated.secret]) {
      const bytes = each.slice('whsec_'.length);
      for (const text of [everything, logged]) {
        expect(text).not.toContain(bytes);
        expect(text).not.toContain(Buffer.from(bytes, 'base64').toString('hex'));
        expect(text).not.toContain(Buffer.from(each).toString('base64url'));
      }
    }
    await client.delete(`/webhooks/${id}`);
  });

  it('asked for again under an Idempotency-Key are given without the secret, which is not stored', async () => {
    const [make, rotate] = [randomUUID(), randomUUID()];
    const post = async (path: string, key: string, body?: object) => {
      const request = { method: 'POST', path: `/api/v1/webhooks${path}`, body, key };
      const { text, ...rest } = await send(app, { ...request, credential: client.key });
      return { ...rest, body: JSON.parse(text) };
    };
    const before = (await client.get('/webhooks')).body.data.length;
    const input = { url: URL_OF_ALL, events: ['*'] };
    const made = await post('', make, input);
    const rotation = `/${made.body.id}/rotate-secret`;
    const rotated = await post(rotation, rotate);
    expect(rotated.body.secret).not.toBe(made.body.secret);
    const replays = [await post('', make, input), await post(rotation, rotate)];
    for (const [index, first] of [made, rotated].entries()) {
      expect(first.replayed).toBeNull();
      const { secret, ...body } = first.body;
      expect(secret).toMatch(/^whsec_/);
      expect(replays[index]).toEqual({ ...first, replayed: 'true', body });
      expect((await keyRow(app, [make, rotate][index] ?? ''))?.answer).toBe(JSON.stringify(body));
      expect(await dumpDatabase(app)).not.toContain(secret.slice('whsec_'.length));
    }
    expect((await client.get('/webhooks')).body.data).toHaveLength(before + 1);
    await client.delete(`/webhooks/${made.body.id}`);
  });

  it.each([
    ['private', 'https://10.0.0.1/'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback, written as a number', 'https://2130706433/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv4-mapped', 'https://[::ffff:10.0.0.1]/'],
    ['a name that leads inside', 'https://inside.example/'],
    ['plain http', 'http://hooks.example/'],
    ['another scheme', 'ftp://hooks.example/'],
    ['credentials', 'https://me:secret@hooks.example/'],
    ['no address', 'hooks.example'],
  ])('refuse an address that is %s, when made and when changed', async (_what, url) => {
    const { id } = await createHook(client, URL_OF_ALL);
    const answers = [
      await client.post('/webhooks', { url, events: ['*'] }),
      await client.patch(`/webhooks/${id}`, { url }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.error.details[0].path).toBe('url');
    }
    await client.delete(`/webhooks/${id}`);
  });

  it('of test mode may be plain http, but not inside', async () => {
    const { key } = await app.createKey({ workspace: 'Ours', mode: 'test' });
    const test = createClient(app, key);
    await createHook(test, 'http://hooks.example/');
    const inside = { url: 'http://inside.example/', events: ['*'] };
    expect((await test.post('/webhooks', inside)).status).toBe(400);
  });

  it('refuse events that there are not', async () => {
    for (const events of [[], ['envelope.eaten'], 'envelope.sent', undefined]) {
      const { status } = await client.post('/webhooks', { url: URL_OF_ALL, events });
      expect(status).toBe(400);
    }
  });

  it('are no more than twenty', async () => {
    const { key } = await app.createKey({ workspace: 'Many' });
    const many = createClient(app, key);
    for (let count = 0; count < 20; count += 1) await createHook(many, URL_OF_ALL);
    expect((await many.post('/webhooks', { url: URL_OF_ALL, events: ['*'] })).status).toBe(400);
  });

  it('ask for scopes of their own', async () => {
    const key = (scopes: string[]) => app.createKey({ workspace: 'Ours', scopes });
    const reader = createClient(app, (await key(['webhooks:read', 'documents:write'])).key);
    expect((await reader.get('/webhooks')).status).toBe(200);
    expect((await reader.post('/webhooks', { url: URL_OF_ALL, events: ['*'] })).status).toBe(403);
    const other = createClient(app, (await key(['documents:read', 'documents:write'])).key);
    expect((await other.get('/webhooks')).status).toBe(403);
  });
});
