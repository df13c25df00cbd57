import { fileURLToPath } from 'node:url';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sitePages } from '../../src/http/site/site-pages.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const PAGES = ['/', '/electronic-signature', '/docs'];
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const webDir = fileURLToPath(new URL('../../dist/web', import.meta.url));

describe('the pages of the server', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite', {
      env: { PRIVACY_URL: 'https://example.com/?a=1&b="2"', IMPRINT_URL: '' },
    });
  });
  afterAll(() => app.stop());

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(app.url + path, { method, headers: { 'accept-encoding': 'identity', ...headers } });
  const langOf = (html: string) => /<html lang="(\w+)">/.exec(html)?.[1];

  it.each(PAGES)('%s is a page under the policy of all pages', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const html = await answer.text();
    // Nothing inline, as the policy asks, and nothing left of the frame's places.
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|\{title\}|\{body\}/);
    expect(html).toContain('href="https://example.com/?a=1&#38;b=&#34;2&#34;"');
    expect(html).not.toContain('>Imprint<');
  });

  it.each(PAGES)('%s is asked for again each time, and not sent again unchanged', async (path) => {
    const first = await get(path);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    // As a browser asks; fetch alone would add `no-cache` and want it whole.
    const revalidate = { 'cache-control': 'max-age=0', 'if-none-match': tag };
    const again = await get(path, revalidate);
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await get(path, { ...revalidate, 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each(PAGES)('HEAD of %s answers as GET does, without the body', async (path) => {
    const got = await get(path);
    const asked = await get(path, {}, 'HEAD');
    expect(asked.status).toBe(200);
    expect(await asked.text()).toBe('');
    for (const name of ['content-length', 'etag', 'content-type', 'content-security-policy']) {
      expect(asked.headers.get(name), name).toBe(got.headers.get(name));
    }
    expect(got.headers.get('content-length')).toBe(String(Buffer.byteLength(await got.text())));
  });

  it('the reference is sent compressed to whom takes it so, under a tag of its own', async () => {
    const plain = await get('/docs');
    const compressed = await get('/docs', { 'accept-encoding': 'br' });
    expect(compressed.headers.get('content-encoding')).toBe('br');
    expect(compressed.headers.get('vary')).toContain('Accept-Encoding');
    expect(Number(compressed.headers.get('content-length'))).toBeLessThan(40_000);
    expect(compressed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    expect(await compressed.text()).toBe(await plain.text());
  });

  it.each([
    ['', undefined, 'en'],
    ['', 'de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['', 'fr-FR,fr;q=0.9,de;q=0.2', 'de'],
    ['', 'en-GB,de;q=0.9', 'en'],
    ['', 'fr', 'en'],
    ['?lang=de', 'en', 'de'],
    ['?lang=en', 'de', 'en'],
    ['?lang=xx', 'de', 'de'],
    ['?lang=de&lang=en', 'de', 'de'],
    ['?lang=<b>', 'en', 'en'],
  ])('%j asked for by a browser of %j is in %s', async (query, accepted, lang) => {
    for (const path of ['/', '/electronic-signature']) {
      const headers: Record<string, string> = accepted ? { 'accept-language': accepted } : {};
      const answer = await get(path + query, headers);
      expect(answer.headers.get('vary')).toContain('Accept-Language');
      const html = await answer.text();
      expect(langOf(html)).toBe(lang);
      const privacy = { en: 'Privacy', de: 'Datenschutz' }[lang];
      expect(html).toContain(`>${privacy}<`);
      expect(html).toContain(`href="${path}?lang=en"`);
      expect(html).toContain(`href="${path}?lang=de"`);
    }
  });

  it('the start page leads everybody on, to addresses that there are', async () => {
    const html = await (await get('/')).text();
    const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href);
    for (const link of ['/verify', '/docs', '/api/v1/openapi.json', '/inbox']) {
      expect(links).toContain(link);
    }
    for (const link of links) expect((await get(link)).status, link).toBe(200);
  });

  it('in production there is no inbox to lead to', async () => {
    const production = express();
    production.use(sitePages({ webDir, privacyUrl: null, imprintUrl: null, inbox: false }));
    const server = production.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const html = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(html).toContain('/docs');
    expect(html).not.toContain('/inbox');
  });

  it.each(['en', 'de'])('what a signature means says what is so, and no more: %s', async (lang) => {
    const html = await (await get(`/electronic-signature?lang=${lang}`)).text();
    for (const words of ['eIDAS', '126a', '/verify']) expect(html).toContain(words);
    expect(html).not.toMatch(/qualifi|advanced|fortgeschritten|legally binding|rechtsverbindlich/i);
  });

  it.each([
    ['/nowhere', BROWSER, 'page'],
    ['/nowhere', { ...BROWSER, 'accept-language': 'de' }, 'page'],
    ['/nowhere', {}, 'JSON'],
    ['/nowhere', { accept: 'application/json' }, 'JSON'],
    ['/nowhere', { accept: '*/*' }, 'JSON'],
    ['/api/v1/nowhere', BROWSER, 'JSON'],
    ['/api', BROWSER, 'JSON'],
    ['/%E0%A4%A', {}, 'JSON'],
  ])('%s asked for with %j is a 404 as %s', async (path, headers, kind) => {
    const answer = await get(path, headers);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = await answer.text();
    if (kind === 'JSON') {
      expect(JSON.parse(body).error.code).toBe('ROUTE_NOT_FOUND');
    } else {
      expect(langOf(body)).toBe('accept-language' in headers ? 'de' : 'en');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('vary')).toContain('Accept');
    }
  });

  it('a form sent to where nothing is gets no page', async () => {
    const answer = await get('/nowhere', BROWSER, 'POST');
    expect(answer.status).toBe(404);
    expect(JSON.parse(await answer.text()).error.code).toBe('ROUTE_NOT_FOUND');
  });
});
