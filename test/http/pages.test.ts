import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signingPages } from '../../src/http/pages.ts';

const INDEX =
  '<!doctype html><meta name="privacy-url" content="" /><meta name="imprint-url" content="" />';
const VERIFY = `${INDEX}<title>Check</title>`;
const SCRIPT = 'export const big = 1;'.repeat(100);

describe('the signing page over HTTP', () => {
  let webDir: string;
  let server: Server;
  let fetched: string[];

  beforeEach(() => {
    webDir = mkdtempSync(join(tmpdir(), 'web-'));
    mkdirSync(join(webDir, 'assets'));
    writeFileSync(join(webDir, 'index.html'), INDEX);
    writeFileSync(join(webDir, 'verify.html'), VERIFY);
    writeFileSync(join(webDir, 'secret.txt'), 'not an asset');
    writeFileSync(join(webDir, 'assets/index-abc.js'), SCRIPT);
    writeFileSync(join(webDir, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(webDir, 'assets/worker-abc.mjs'), SCRIPT);
    fetched = [];
  });

  afterEach(async () => {
    rmSync(webDir, { recursive: true });
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function start(changes: Partial<Parameters<typeof signingPages>[0]> = {}): Promise<string> {
    const app = express();
    app.use(
      signingPages({
        webDir,
        privacyUrl: null,
        imprintUrl: null,
        onFetch: (token) => fetched.push(token),
        ...changes,
      }),
    );
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  test.each(['/sign', '/sign/', '/sign/some-token', '/verify', '/assets/index-abc.js'])(
    '%s carries the policies that keep others out',
    async (path) => {
      const { headers, status } = await fetch((await start()) + path);
      expect(status).toBe(200);
      const policy = headers.get('content-security-policy')?.split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ]),
      );
      expect(policy?.join()).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
    },
  );

  // fetch would tidy `..` away before it asks.
  async function rawStatus(url: string, path: string): Promise<number | undefined> {
    const request = get(url, { path });
    const [response] = await once(request, 'response');
    response.resume();
    return response.statusCode;
  }

  test('the page is never stored, the assets for good', async () => {
    const url = await start();
    const page = await fetch(`${url}/sign/some-token`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('etag')).toBeNull();
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const asset = await fetch(`${url}/assets/worker-abc.mjs`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test('the page to check a file on is one of its own, with the same links', async () => {
    const url = await start({ privacyUrl: 'https://example.com/privacy' });
    const page = await fetch(`${url}/verify`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    expect(html).toContain('<title>Check</title>');
    expect(html).toContain('<meta name="privacy-url" content="https://example.com/privacy" />');
    expect((await fetch(`${url}/verify/some-token`)).status).toBe(404);
  });

  test('every token gets the same bytes, a mangled one too', async () => {
    const url = await start();
    const bodies = await Promise.all(
      ['/sign/known', '/sign/%E0%A4%A', '/sign/a%2Fb', '/sign'].map(async (path) => {
        const response = await fetch(url + path);
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(bodies)).toEqual(new Set([`200 ${INDEX}`]));
  });

  test('HEAD answers as GET does, without the body', async () => {
    const url = await start();
    const got = await fetch(`${url}/sign/some-token`);
    const asked = await fetch(`${url}/sign/some-token`, { method: 'HEAD' });
    expect(asked.status).toBe(200);
    expect(await asked.text()).toBe('');
    for (const name of ['content-length', 'content-security-policy', 'cache-control']) {
      expect(asked.headers.get(name), name).toBe(got.headers.get(name));
    }
  });

  test('fetches of a link are counted, those of the page without one are not', async () => {
    const url = await start();
    await fetch(`${url}/sign/tok-1`);
    await fetch(`${url}/sign/tok-1`, { method: 'HEAD' });
    await fetch(`${url}/sign`);
    await fetch(`${url}/sign/`);
    await fetch(`${url}/verify`);
    await fetch(`${url}/assets/index-abc.js`);
    expect(fetched).toEqual(['tok-1', 'tok-1']);
  });

  test('a count that fails does not keep the signer from the page', async () => {
    const url = await start({
      onFetch: () => {
        throw new Error('database is gone');
      },
    });
    const response = await fetch(`${url}/sign/tok-1`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(INDEX);
  });

  test('the addresses of the operator are escaped, and empty where there are none', async () => {
    const url = await start({ privacyUrl: 'https://x.example/?a=1&b="><script>$&' });
    const html = await (await fetch(`${url}/sign`)).text();
    expect(html).toContain(
      '<meta name="privacy-url" content="https://x.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;$&amp;" />',
    );
    expect(html).toContain('<meta name="imprint-url" content="" />');
  });

  test('only what is below assets is given out', async () => {
    const url = await start();
    for (const path of ['/assets/../secret.txt', '/assets/%2e%2e%2fsecret.txt', '/secret.txt']) {
      expect(await rawStatus(url, path), path).not.toBe(200);
    }
    expect((await fetch(`${url}/sign/a/b`)).status).toBe(404);
    expect((await fetch(`${url}/sign/a`, { method: 'POST' })).status).toBe(404);
  });

  test.each([
    { accepts: 'gzip, br', encoding: 'br' },
    { accepts: 'gzip', encoding: null },
    { accepts: 'br;q=0, gzip', encoding: null },
  ])('$accepts gets encoding $encoding, and the same script', async ({ accepts, encoding }) => {
    const headers = { 'accept-encoding': accepts };
    const response = await fetch(`${await start()}/assets/index-abc.js`, { headers });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('vary')).toContain('Accept-Encoding');
    expect(await response.text()).toBe(SCRIPT);
  });

  test('a new build is served without a restart', async () => {
    const url = await start();
    await fetch(`${url}/sign`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(webDir, 'index.html'), `${INDEX}<p>new</p>`);
    expect(await (await fetch(`${url}/sign`)).text()).toContain('<p>new</p>');
  });
});
