import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeApiKey } from '../../src/db/api-keys.ts';
import { type Answer, request } from '../support/client.ts';
import { DATABASES, HOUR, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError } from './call-both-ways.ts';

describe.each(DATABASES)('API keys on %s', (kind) => {
  let app: TestApp;
  let key: string;

  beforeAll(async () => {
    app = await startApp(kind);
    key = (await app.createKey()).key;
  });
  afterAll(() => app.stop());

  const listWith = (authorization?: string): Promise<Answer> =>
    request(`${app.url}/api/v1/cases`, { headers: authorization ? { authorization } : {} });
  const lastUsed = async (id: string) =>
    app.context.db
      .selectFrom('api_keys')
      .select('last_used_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();

  it.each([
    ['no header', undefined],
    ['the scheme alone', 'Bearer'],
    ['the scheme and spaces', 'Bearer   '],
    ['another scheme', 'Basic b3B0OmxpdmU='],
    ['a key without a scheme', 'KEY'],
    ['the key twice', 'Bearer KEY KEY'],
    ['two schemes', 'Bearer Bearer KEY'],
  ])('asks for a credential: %s', async (_name, header) => {
    const answer = await listWith(header?.replaceAll('KEY', key));
    expectError(answer, 'AUTH_REQUIRED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['an unknown key', () => `opt_live_${'x'.repeat(32)}`],
    ['a key cut short', () => key.slice(0, -1)],
    ['a key with one letter more', () => `${key}x`],
    ['a key of the other prefix', () => key.replace('opt_live_', 'opt_test_')],
    ['an unknown prefix', () => key.replace('opt_live_', 'opt_prod_')],
    ['the prefix alone', () => 'opt_live_'],
    ['garbage', () => 'ÿþ\u00a0…'.normalize().replace('…', '%00')],
    ['a very long one', () => `opt_live_${'x'.repeat(8000)}`],
    ['the SQL of everybody', () => "opt_live_'or'1'='1"],
  ])('refuses %s', async (_name, credential) => {
    const answer = await listWith(`Bearer ${credential()}`);
    expect([401]).toContain(answer.status);
    expect(answer.body.error.code).toMatch(/^AUTH_(INVALID|REQUIRED)$/);
    expect(JSON.stringify(answer.body)).not.toContain(credential());
  });

  it('takes the scheme in any case, as RFC 9110 says', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
      expect((await listWith(`${scheme} ${key}`)).status).toBe(200);
    }
  });

  it('takes a key until the instant it expires', async () => {
    const expiresAt = new Date(app.clock.now().getTime() + HOUR).toISOString();
    const short = await app.createKey({ expiresAt });
    app.clock.advance(HOUR - 1);
    expect((await listWith(`Bearer ${short.key}`)).status).toBe(200);
    app.clock.advance(1);
    expectError(await listWith(`Bearer ${short.key}`), 'AUTH_INVALID');
  });

  it('stops a revoked key at once, over REST and tRPC, and no other key', async () => {
    const doomed = await app.createKey();
    const read = () =>
      callTrpc(app, doomed.key, { type: 'query', procedure: 'cases.list', input: {} });
    expect((await listWith(`Bearer ${doomed.key}`)).status).toBe(200);
    expect((await read()).error).toBeUndefined();
    await revokeApiKey(app.context.db, doomed.id, app.clock.now().toISOString());
    expectError(await listWith(`Bearer ${doomed.key}`), 'AUTH_INVALID');
    expect(await read()).toMatchObject({ httpStatus: 401, error: { code: 'AUTH_INVALID' } });
    expect((await listWith(`Bearer ${key}`)).status).toBe(200);
  });

  it('asks tRPC clients for a credential too', async () => {
    const call = { type: 'query', procedure: 'cases.list', input: {} } as const;
    expect(await callTrpc(app, null, call)).toMatchObject({
      httpStatus: 401,
      error: { code: 'AUTH_REQUIRED', httpStatus: 401 },
    });
    expect(await callTrpc(app, 'opt_live_unknown', call)).toMatchObject({
      httpStatus: 401,
      error: { code: 'AUTH_INVALID' },
    });
  });

  it('writes when a key was last used', async () => {
    const { id, key: used } = await app.createKey();
    expect(await lastUsed(id)).toEqual({ last_used_at: null });
    await listWith(`Bearer ${used}`);
    expect(await lastUsed(id)).toEqual({ last_used_at: app.clock.now().toISOString() });
    app.clock.advance(2 * MINUTE);
    await listWith(`Bearer ${used}`);
    expect(await lastUsed(id)).toEqual({ last_used_at: app.clock.now().toISOString() });
  });

  it('does not note the use of a key that it refuses', async () => {
    const { id, key: dead } = await app.createKey();
    await revokeApiKey(app.context.db, id, app.clock.now().toISOString());
    await listWith(`Bearer ${dead}`);
    expect(await lastUsed(id)).toEqual({ last_used_at: null });
  });

  it('keeps no key, only its hash', async () => {
    const rows = await app.context.db.selectFrom('api_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(key.slice('opt_live_'.length + 6));
    expect(rows.every(({ secret_hash }) => /^[0-9a-f]{64}$/.test(secret_hash))).toBe(true);
  });

  it('makes keys of the documented prefixes with at least 128 random bits', async () => {
    const test = await app.createKey({ mode: 'test' });
    expect(key).toMatch(/^opt_live_[\w-]{22,}$/);
    expect(test.key).toMatch(/^opt_test_[\w-]{22,}$/);
  });
});
