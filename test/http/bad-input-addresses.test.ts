import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError, storedRows } from './call-both-ways.ts';
import { type Ids, makeIds, modeOf, newClient, pathOf, SCOPED } from './every-operation.ts';

const BAD_QUERIES: [string, string, string][] = [
  ['limit 0', 'limit=0', 'limit'],
  ['limit 101', 'limit=101', 'limit'],
  ['limit -1', 'limit=-1', 'limit'],
  ['limit abc', 'limit=abc', 'limit'],
  ['limit 1.5', 'limit=1.5', 'limit'],
  ['limit 1e1', 'limit=1e1', 'limit'],
  ['limit of 400 digits', `limit=${'9'.repeat(400)}`, 'limit'],
  ['an empty limit', 'limit=', 'limit'],
  ['limit twice', 'limit=1&limit=2', 'limit'],
  ['cursor garbage', 'cursor=garbage', 'cursor'],
  ['an empty cursor', 'cursor=', 'cursor'],
  [
    'a cursor of SQL',
    `cursor=${Buffer.from("2026-01-01|x' or 1=1").toString('base64url')}`,
    'cursor',
  ],
  [
    'a cursor of a null byte',
    `cursor=${Buffer.from('2026-01-01|\0').toString('base64url')}`,
    'cursor',
  ],
  ['a negative cursor', 'cursor=-1', 'cursor'],
  ['cursor twice', 'cursor=a&cursor=b', 'cursor'],
  ['a nested cursor', 'cursor[x]=1', 'cursor[x]'],
  ['an unknown member', 'page=2', 'page'],
  ['a member of objects', 'constructor=1', 'constructor'],
];

describe.each(DATABASES)('addresses and queries on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let ids: Ids;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    ids = await makeIds(client);
    await app.settled();
  });
  afterAll(() => app.stop());

  const lists = () => [
    '/cases',
    '/documents',
    `/cases/${ids.case_id}/signed-documents`,
    `/signing/envelopes/${ids.envelope_id}/audit-trail`,
  ];
  const call = (method: string, path: string, key = client.key): Promise<Answer> =>
    request(`${app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    });

  it.each(BAD_QUERIES)('refuses %s in every list', async (_what, query, path) => {
    for (const list of lists()) {
      const answer = await client.get(`${list}?${query}`);
      expectError(answer, 'VALIDATION_FAILED');
      expect(answer.body.error.details, list).toMatchObject([{ path }]);
    }
  });

  it.each([
    ['cases.list', { limit: 0 }],
    ['cases.list', { limit: '1' }],
    ['cases.list', { cursor: 'garbage' }],
    ['cases.list', { status: 'open' }],
    ['cases.list', { page: 2 }],
    ['documents.list', { limit: 101 }],
    ['documents.list', { cursor: 7 }],
  ])('refuses the same over tRPC: %s %j', async (procedure, input) => {
    const answer = await callTrpc(app, client.key, { type: 'query', procedure, input });
    expect(answer).toMatchObject({
      httpStatus: 400,
      error: { code: 'VALIDATION_FAILED', details: [{ path: Object.keys(input)[0] }] },
    });
  });

  it.each([
    ['/cases?status=open', 'status'],
    ['/cases?status=active&status=closed', 'status'],
    ['/cases?search=', 'search'],
    ['/cases?search=%00', 'search'],
    [`/cases?search=${'x'.repeat(256)}`, 'search'],
    ['/documents?case_id=a&case_id=b', 'case_id'],
    ['/documents?folder_id=a', 'folder_id'],
  ])('refuses %s', async (path, member) => {
    const answer = await client.get(path);
    expectError(answer, 'VALIDATION_FAILED');
    expect(answer.body.error.details).toMatchObject([{ path: member }]);
  });

  it('takes every limit from 1 to 100, and 50 when none is said', async () => {
    for (const limit of [1, 50, 100]) {
      expect((await client.get(`/cases?limit=${limit}`)).status).toBe(200);
    }
    for (let count = 0; count < 51; count += 1) await client.post('/cases', { name: `C${count}` });
    const { body } = await client.get('/cases');
    expect(body.data).toHaveLength(50);
    expect(body.has_more).toBe(true);
    expect((await client.get('/cases?limit=1')).body.data).toHaveLength(1);
  });

  it.each(SCOPED.filter(([, { method }]) => method === 'GET' || method === 'DELETE'))(
    '%s refuses query members it does not know',
    async (_name, operation) => {
      const before = await storedRows(app);
      const { key } = await app.createKey({ mode: modeOf(operation) });
      const path = `${pathOf(operation, ids)}?force=true`;
      const answer = await call(operation.method, path, key);
      expectError(answer, 'VALIDATION_FAILED');
      expect(answer.body.error.details).toMatchObject([{ path: 'force' }]);
      expect(await storedRows(app)).toEqual(before);
    },
  );

  const byPath = Map.groupBy(SCOPED, ([, { path }]) => path);
  it.each([...byPath])('%s answers other methods with 405 and Allow', async (_path, operations) => {
    const [, operation] = operations[0]!;
    const methods = operations.map(([, { method }]) => method as string);
    const before = await storedRows(app);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (methods.includes(method)) continue;
      const answer = await call(method, pathOf(operation, ids));
      expectError(answer, 'METHOD_NOT_ALLOWED');
      const allowed = (answer.headers.get('allow') ?? '').split(', ');
      const withHead = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
      expect(allowed.sort()).toEqual(withHead.sort());
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it('answers HEAD as GET without a body, and 405 where there is no GET', async () => {
    const head = (path: string, authorization = `Bearer ${client.key}`) =>
      fetch(`${app.url}/api/v1${path}`, { method: 'HEAD', headers: { authorization } });
    const listed = await head('/cases');
    expect(listed.status).toBe(200);
    expect(await listed.text()).toBe('');
    expect(listed.headers.get('content-type')).toMatch(/^application\/json/);
    expect((await head('/cases?limit=0')).status).toBe(400);
    expect((await head('/cases', 'Bearer opt_live_unknown')).status).toBe(401);
    const promote = await head('/signing/promote-to-envelope');
    expect(promote.status).toBe(405);
    expect(promote.headers.get('allow')).toBe('POST');
  });

  it.each([
    '/api/v1',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v1/signing/envelopes',
    '/api/v1/cases/x/y/z',
    '/api/v2/cases',
    '/api/v1/%ff',
    '/api/v1//cases/../../etc',
    '/nothing',
  ])('answers %s with the 404 of every error, for every method', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      expectError(await request(`${app.url}${path}`, { method }), 'ROUTE_NOT_FOUND');
    }
  });

  it('names no other site as one that may read answers', async () => {
    const preflight = await fetch(`${app.url}/api/v1/cases`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const listed = await client.get('/cases', { origin: 'https://evil.example' });
    expect(listed.headers.get('access-control-allow-origin')).toBeNull();
    expect(listed.headers.get('cache-control')).toBe('no-store');
    expect(listed.headers.get('x-powered-by')).toBeNull();
  });

  const trpc = (path: string, init: RequestInit = {}): Promise<Answer> =>
    request(`${app.url}/trpc${path}`, {
      ...init,
      headers: { authorization: `Bearer ${client.key}`, ...init.headers },
    });
  const json = { 'content-type': 'application/json' };
  it.each<[string, string, RequestInit, string, number]>([
    ['no procedure', '/nothing.here', {}, 'ROUTE_NOT_FOUND', 404],
    [
      'a file procedure',
      '/files.upload',
      { method: 'POST', headers: json, body: '{}' },
      'ROUTE_NOT_FOUND',
      404,
    ],
    ['input cut short', '/cases.list?input=%7B', {}, 'MALFORMED_JSON', 400],
    [
      'a body cut short',
      '/cases.create',
      { method: 'POST', headers: json, body: '{"name"' },
      'MALFORMED_JSON',
      400,
    ],
    [
      'no input',
      '/cases.create',
      { method: 'POST', headers: json, body: '' },
      'VALIDATION_FAILED',
      400,
    ],
    [
      'null',
      '/cases.create',
      { method: 'POST', headers: json, body: 'null' },
      'VALIDATION_FAILED',
      400,
    ],
    [
      'a list',
      '/cases.create',
      { method: 'POST', headers: json, body: '[]' },
      'VALIDATION_FAILED',
      400,
    ],
    [
      'another type',
      '/cases.create',
      { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<x/>' },
      'UNSUPPORTED_MEDIA_TYPE',
      415,
    ],
    [
      '2 MB',
      '/cases.create',
      { method: 'POST', headers: json, body: `"${'x'.repeat(2 ** 21)}"` },
      'BODY_TOO_LARGE',
      413,
    ],
    ['a mutation by GET', '/cases.create?input=%7B%7D', {}, 'METHOD_NOT_ALLOWED', 405],
    ['a path that is no UTF-8', '/%ff', {}, 'ROUTE_NOT_FOUND', 404],
  ])('answers tRPC calls with our codes: %s', async (_what, path, init, code, status) => {
    const before = await storedRows(app);
    const answer = await trpc(path, init);
    expect(answer.status).toBe(status);
    // tRPC calls some of its own answers plain text.
    const { error } = typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body;
    expect(error.data).toMatchObject({ code, httpStatus: status });
    expect(await storedRows(app)).toEqual(before);
  });
});
