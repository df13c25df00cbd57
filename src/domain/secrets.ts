import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 256 random bits as base64url: 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored of an API key. A plain SHA-256 is enough: with 256 random bits there is nothing to
 * guess, so nothing for a slow hash to slow down.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * What is stored of a link's or a session's token: an HMAC with a key of its own, derived from the
 * application's secret (RFC 5869), so that a copy of the database alone can't check a token.
 */
export function keyedHash(appSecret: string, purpose: 'link' | 'session', token: string): string {
  const key = hkdfSync('sha256', appSecret, '', `signing-api/${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(token).digest('hex');
}
