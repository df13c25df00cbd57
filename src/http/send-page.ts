import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Request, Response } from 'express';
import { PAGE_HEADERS } from './page-headers.ts';

/** A page that is the same for everybody, ready to be sent. */
export type ReadyPage = { plain: Buffer; brotli: Buffer | null; tag: string };

const WORTH_COMPRESSING = 4096;

/** Makes a page ready: its entity tag, and its compressed form where that is worth it. */
export function readyPage(text: string): ReadyPage {
  const plain = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
  return {
    plain,
    brotli: plain.length < WORTH_COMPRESSING ? null : brotliCompressSync(plain, { params }),
    tag: createHash('sha256').update(plain).digest('base64url').slice(0, 27),
  };
}

/**
 * Sends a page that browsers may keep, but have to ask about before they show it again
 * (RFC 9111 section 5.2.2.4); what has not changed is answered with 304.
 */
export function sendReadyPage(req: Request, res: Response, page: ReadyPage): void {
  const compressed = req.acceptsEncodings('br') === 'br' ? page.brotli : null;
  res.set(PAGE_HEADERS);
  res.vary('Accept-Encoding');
  res.set('Cache-Control', 'no-cache');
  // A strong tag names the bytes as they are sent (RFC 9110 section 8.8.3.3).
  res.set('ETag', `"${page.tag}${compressed ? '-br' : ''}"`);
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const body = compressed ?? page.plain;
  if (compressed) res.set('Content-Encoding', 'br');
  res.set('Content-Type', 'text/html; charset=utf-8');
  res.set('Content-Length', String(body.length));
  res.end(body);
}
