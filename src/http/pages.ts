import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { builtPage } from './built-page.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { nameRoute } from './request-log.ts';

type SigningPagesOptions = {
  /** Where scripts/build-web.ts left the page. */
  webDir: string;
  privacyUrl: string | null;
  imprintUrl: string | null;
  /** Counts a fetch of a link; whatever it does, the answer stays the same. */
  onFetch(token: string): void;
};

/**
 * The signing page, the page to check a file on, and their assets. Every token gets the same bytes: whether a link is valid shows
 * only when a person's browser asks, and GET and HEAD change nothing.
 */
export function signingPages(options: SigningPagesOptions): Router {
  const router = express.Router();
  const signing = pageReader(options, 'index.html');
  const verifying = pageReader(options, 'verify.html');

  // A pattern without a capture keeps Express from decoding the token: a mangled link is still
  // answered with the page, which can say so.
  router.get(/^\/sign(?:\/[^/]+)?\/?$/, (req, res) => {
    nameRoute(res, '/sign/:token');
    const token = req.path.split('/')[2];
    if (token) countFetch(options.onFetch, token);
    sendPage(res, signing());
  });
  router.get('/verify', (_req, res) => sendPage(res, verifying()));

  router.use(
    '/assets',
    named('/assets'),
    preferBrotli(join(options.webDir, 'assets')),
    assets(options.webDir),
  );
  return router;
}

function named(route: string): RequestHandler {
  return (_req, res, next) => {
    nameRoute(res, route);
    next();
  };
}

function sendPage(res: Response, page: Buffer): void {
  res.set(PAGE_HEADERS);
  res.set('Cache-Control', 'no-store');
  res.set('Content-Type', 'text/html; charset=utf-8');
  res.set('Content-Length', String(page.length));
  res.end(page);
}

function countFetch(onFetch: (token: string) => void, token: string): void {
  try {
    onFetch(decodeURIComponent(token));
  } catch {
    // Counting is beside the point of the request; the signer gets the page.
  }
}

function pageReader(
  { webDir, privacyUrl, imprintUrl }: SigningPagesOptions,
  name: string,
): () => Buffer {
  return builtPage(join(webDir, name), (html) =>
    Buffer.from(fillMeta(fillMeta(html, 'privacy-url', privacyUrl), 'imprint-url', imprintUrl)),
  );
}

function fillMeta(html: string, name: string, value: string | null): string {
  const empty = `<meta name="${name}" content="" />`;
  if (!html.includes(empty)) throw new Error(`The page has no ${empty}`);
  const filled = `<meta name="${name}" content="${escapeAttribute(value ?? '')}" />`;
  // A function, since a plain replacement string would give `$&` in an address a meaning.
  return html.replace(empty, () => filled);
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

// The names carry a hash of the content, so a copy never goes stale.
function assets(webDir: string): RequestHandler {
  return express.static(join(webDir, 'assets'), {
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
    setHeaders: (res, path) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) res.setHeader(name, value);
      if (!path.endsWith('.br')) return;
      res.setHeader('Content-Encoding', 'br');
      res.setHeader('Content-Type', mediaType(path.slice(0, -'.br'.length)));
    },
  });
}

function preferBrotli(dir: string): RequestHandler {
  return (req, res, next) => {
    res.vary('Accept-Encoding');
    const plainName = /^\/[\w./-]+$/.test(req.path) && !req.path.includes('..');
    const wanted = plainName && req.acceptsEncodings('br') === 'br';
    if (wanted && existsSync(join(dir, `${req.path}.br`))) req.url = `${req.path}.br`;
    next();
  };
}

const MEDIA_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

function mediaType(path: string): string {
  return MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
}
