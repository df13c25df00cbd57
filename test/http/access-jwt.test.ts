import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, request } from '../support/client.ts';
import { DATABASES, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError } from './call-both-ways.ts';

const SECRET = 'a secret of more than thirty-two bytes';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

type Claims = Record<string, unknown>;

/** An app with a workspace, and what tests need to make tokens for it. */
async function startWithWorkspace(kind: (typeof DATABASES)[number], env: Record<string, string>) {
  const app = await startApp(kind, { env });
  const { workspaceId, key } = await app.createKey();
  const claims = (changes: Claims = {}): Claims => {
    const all: Claims = {
      sub: 'clerk-7',
      workspace: workspaceId,
      mode: 'live',
      scope: 'cases:read cases:write',
      exp: Math.floor((app.clock.now().getTime() + HOUR) / 1000),
      ...changes,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };
  return { app, key, claims };
}

function list(app: TestApp, token: string): Promise<Answer> {
  return request(`${app.url}/api/v1/cases`, { headers: { authorization: `Bearer ${token}` } });
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token made by hand: libraries refuse to make some of them. */
function forge(header: object, claims: Claims, sign: (text: string) => string): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
}

describe.each(DATABASES)('JWTs under a secret on %s', (kind) => {
  let app: TestApp;
  let claims: (changes?: Claims) => Claims;

  beforeAll(async () => {
    ({ app, claims } = await startWithWorkspace(kind, { JWT_SECRET: SECRET }));
  });
  afterAll(() => app.stop());
  const signed = (changes?: Claims) => jwt.sign(claims(changes), SECRET);

  it('accepts HS256, with the scopes of the token and no others', async () => {
    expect((await list(app, signed())).status).toBe(200);
    const weak = await list(app, signed({ scope: 'documents:read' }));
    expectError(weak, 'AUTH_INSUFFICIENT_SCOPE');
    const over = { type: 'query', procedure: 'cases.list', input: {} } as const;
    expect((await callTrpc(app, signed(), over)).result.data).toEqual([]);
  });

  it('sees what a key of the same workspace and mode sees', async () => {
    const made = await request(`${app.url}/api/v1/cases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signed()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'By token' }),
    });
    expect(made.status).toBe(201);
    const { key } = await app.createKey();
    expect((await list(app, key)).body.data).toMatchObject([{ id: made.body.id }]);
    expect((await list(app, signed({ mode: 'test' }))).body.data).toEqual([]);
  });

  it.each<[string, () => string]>([
    ['another secret', () => jwt.sign(claims(), `${SECRET}!`)],
    ['HS512 with the right secret', () => jwt.sign(claims(), SECRET, { algorithm: 'HS512' })],
    ['RS256', () => jwt.sign(claims(), rsa.privateKey, { algorithm: 'RS256' })],
    ['alg none', () => forge({ alg: 'none', typ: 'JWT' }, claims(), () => '')],
    ['alg None', () => forge({ alg: 'None', typ: 'JWT' }, claims(), () => '')],
    ['alg none with a signature', () => forge({ alg: 'none' }, claims(), hs256(SECRET))],
    ['no algorithm', () => forge({ typ: 'JWT' }, claims(), hs256(SECRET))],
    ['no signature', () => `${signed().split('.').slice(0, 2).join('.')}.`],
    ['two parts', () => signed().split('.').slice(0, 2).join('.')],
    ['other claims under the signature', () => swapClaims(signed(), claims({ mode: 'test' }))],
    ['no exp', () => signed({ exp: undefined })],
    ['an exp of text', () => forge({ alg: 'HS256' }, claims({ exp: '9999999999' }), hs256(SECRET))],
    ['no sub', () => signed({ sub: undefined })],
    ['an empty sub', () => signed({ sub: '' })],
    ['no workspace', () => signed({ workspace: undefined })],
    ['an unknown workspace', () => signed({ workspace: 'ws_01JZX5W6C3T0B4N8Q2M7R9V1KD' })],
    ['a workspace that is no id', () => signed({ workspace: "' or 1=1" })],
    ['a tenant for a workspace', () => signed({ workspace: `${claims().workspace}/live` })],
    ['no mode', () => signed({ mode: undefined })],
    ['an unknown mode', () => signed({ mode: 'production' })],
    ['no scope', () => signed({ scope: undefined })],
    ['a list of scopes', () => signed({ scope: ['cases:read'] })],
    ['not yet valid', () => signed({ nbf: Number(claims().exp) - 60 })],
    ['not JSON inside', () => jwt.sign('text', SECRET)],
  ])('refuses %s', async (_name, token) => {
    expectError(await list(app, token()), 'AUTH_INVALID');
  });

  it('takes a token until it expires, by the server’s clock', async () => {
    const token = signed();
    app.clock.advance(HOUR - 2000);
    expect((await list(app, token)).status).toBe(200);
    app.clock.advance(2000);
    expectError(await list(app, token), 'AUTH_INVALID');
  });
});

function hs256(secret: string | Buffer) {
  return (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
}

function swapClaims(token: string, claims: Claims): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode(claims)}.${signature}`;
}

describe.each(DATABASES)('JWTs under a public key on %s', (kind) => {
  it.each([
    ['RS256', rsa, otherRsa.privateKey],
    ['ES256', ec, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
  ] as const)('accepts %s of that key alone', async (algorithm, keys, stranger) => {
    const publicKey = pem(keys.publicKey);
    const { app, claims } = await startWithWorkspace(kind, { JWT_PUBLIC_KEY: publicKey });
    try {
      const good = jwt.sign(claims(), keys.privateKey, { algorithm });
      expect((await list(app, good)).status).toBe(200);
      const bad = {
        stranger: jwt.sign(claims(), stranger, { algorithm }),
        'the public key as HMAC secret': forge({ alg: 'HS256' }, claims(), hs256(publicKey)),
        'its trimmed form': forge({ alg: 'HS256' }, claims(), hs256(publicKey.trim())),
        none: forge({ alg: 'none' }, claims(), () => ''),
        'the header of the other algorithm': forge(
          { alg: algorithm === 'RS256' ? 'ES256' : 'RS256' },
          claims(),
          () => good.split('.')[2] ?? '',
        ),
      };
      for (const token of Object.values(bad)) expectError(await list(app, token), 'AUTH_INVALID');
    } finally {
      await app.stop();
    }
  });

  it('refuses every JWT where none is configured', async () => {
    const { app, claims, key } = await startWithWorkspace(kind, {});
    try {
      expectError(await list(app, jwt.sign(claims(), SECRET)), 'AUTH_INVALID');
      expectError(await list(app, forge({ alg: 'HS256' }, claims(), hs256(''))), 'AUTH_INVALID');
      expect((await list(app, key)).status).toBe(200);
    } finally {
      await app.stop();
    }
  });

  it('checks issuer and audience where they are configured', async () => {
    const env = { JWT_SECRET: SECRET, JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'signing' };
    const { app, claims } = await startWithWorkspace(kind, env);
    try {
      const good = { iss: 'https://id.example', aud: 'signing' };
      expect((await list(app, jwt.sign(claims(good), SECRET))).status).toBe(200);
      for (const changes of [{ iss: undefined }, { aud: undefined }, { iss: 'x' }, { aud: 'x' }]) {
        const token = jwt.sign(claims({ ...good, ...changes }), SECRET);
        expectError(await list(app, token), 'AUTH_INVALID');
      }
    } finally {
      await app.stop();
    }
  });
});
