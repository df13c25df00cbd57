import { parseSetCookie } from 'cookie';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, request, type SignerClient, signerCall } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('what a browser is told on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  async function opened(): Promise<{ token: string; signer: SignerClient; id: string }> {
    const john = person('John Smith');
    const { id } = await office.envelope([john, person('Jane Doe')]);
    const [token = ''] = await linksTo(app, john.email);
    return { id, token, signer: await openAs(app, john.email) };
  }

  it('gets a cookie that no script and no other site can use', async () => {
    const { token } = await opened();
    const { headers } = await signerCall(app, 'POST', '/sessions', { token });
    expect(headers.getSetCookie()).toHaveLength(1);
    const cookie = parseSetCookie(headers.getSetCookie()[0] ?? '');
    expect(cookie).toEqual({
      name: 'signing_session',
      value: expect.stringMatching(/^[\w-]{43}$/),
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: 8 * 60 * 60,
    });
  });

  it('gets it with Secure where the public address is https', async () => {
    const secure = await startApp(kind, { env: { PUBLIC_URL: 'https://sign.example' } });
    try {
      const john = person('John Smith');
      await (await openOffice(secure)).envelope([john]);
      const [token = ''] = await linksTo(secure, john.email);
      const { headers } = await signerCall(secure, 'POST', '/sessions', { token });
      expect(parseSetCookie(headers.getSetCookie()[0] ?? '')).toMatchObject({
        secure: true,
        httpOnly: true,
        sameSite: 'strict',
      });
    } finally {
      await secure.stop();
    }
  });

  const withOrigin = (path: string, origin: string, cookie: string, body?: unknown) =>
    request(`${app.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { origin, cookie, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  it('may act from the signing page alone', async () => {
    const { id, token, signer } = await opened();
    const act = { signer_id: signer.session.signer.id, reason: 'No' };
    const calls: [string, unknown?][] = [
      ['/api/v1/sign/landing', { token }],
      ['/api/v1/sign/sessions', { token }],
      ['/api/v1/sign/links', { token }],
      ['/api/v1/sign/session'],
      [`/api/v1/sign/documents/${signer.session.envelope.documents[0].id}`],
      ['/api/v1/sign/decline', act],
      ['/trpc/sign.decline', act],
      ['/trpc/sign.open', { token }],
    ];
    const strangers = ['https://evil.example', 'null', `${app.url}.evil.example`];
    strangers.push(app.url.replace('http:', 'https:'), app.url.replace(/\d+$/, '1'));
    for (const [path, body] of calls) {
      for (const origin of strangers) {
        const answer = await withOrigin(path, origin, signer.cookie, body);
        expect([path, origin, answer.status]).toEqual([path, origin, 403]);
        expect(JSON.stringify(answer.body)).toContain('ORIGIN_REFUSED');
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    }
    expect((await office.read(id)).status).toBe('in_progress');
    const own = await withOrigin('/api/v1/sign/decline', app.url, signer.cookie, act);
    expect(own.status).toBe(200);
  });

  it('is answered for JSON alone', async () => {
    const { id, token, signer } = await opened();
    const { id: signerId } = signer.session.signer;
    const bodies: [string, string][] = [
      ['application/x-www-form-urlencoded', `signer_id=${signerId}&reason=No`],
      ['text/plain', JSON.stringify({ signer_id: signerId, reason: 'No' })],
      ['multipart/form-data; boundary=x', '--x--'],
      ['application/octet-stream', JSON.stringify({ signer_id: signerId, reason: 'No' })],
    ];
    for (const [type, body] of bodies) {
      for (const path of ['decline', 'sign', 'sessions', 'landing', 'links']) {
        const { status, body: answer } = await request(`${app.url}/api/v1/sign/${path}`, {
          method: 'POST',
          headers: { 'content-type': type, cookie: signer.cookie },
          body: path === 'landing' || path === 'sessions' ? `{"token":"${token}"}` : body,
        });
        expect([type, path, status]).toEqual([type, path, 415]);
        expect(answer.error.code).toBe('UNSUPPORTED_MEDIA_TYPE');
      }
      const { status } = await request(`${app.url}/trpc/sign.decline`, {
        method: 'POST',
        headers: { 'content-type': type, cookie: signer.cookie },
        body,
      });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await office.read(id)).status).toBe('in_progress');
  });

  it('is told nothing of other origins, and to keep nothing', async () => {
    const { token, signer } = await opened();
    const [document] = signer.session.envelope.documents;
    const answers = [
      await signerCall(app, 'POST', '/landing', { token }),
      await signerCall(app, 'POST', '/sessions', { token }),
      await signerCall(app, 'POST', '/links', { token }),
      await signerCall(app, 'POST', '/landing', { token: 'unknown' }),
      await signerCall(app, 'GET', '/session'),
      await signer.call('GET', '/session'),
      await signer.call('GET', `/documents/${document.id}`),
      await request(`${app.url}/sign/${token}`, { headers: { origin: app.url } }),
      await request(`${app.url}/trpc/sign.session?input=%7B%7D`, {
        headers: { cookie: signer.cookie },
      }),
      await signer.sign(),
      await signer.decline(),
    ];
    for (const [index, { headers }] of answers.entries()) {
      expect([index, headers.get('cache-control')]).toEqual([index, 'no-store']);
    }
    const preflight = await request(`${app.url}/api/v1/sign/sign`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    for (const { headers } of [...answers, preflight]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});
