import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as base64url: 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored of a token. A plain SHA-256 is enough: with 256 random bits there is nothing to
 * guess, so nothing for a slow hash to slow down.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
