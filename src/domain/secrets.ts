import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

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

/**
 * Tells one application's secret from another, for who has it: a backup names by it the secret that
 * its links and webhooks need, and nothing can be done with it.
 */
export function secretMark(appSecret: string): string {
  return Buffer.from(hkdfSync('sha256', appSecret, '', 'signing-api/backup', 16)).toString('hex');
}

/**
 * Encrypts what must be shown to others again, such as the secret that signs a webhook: AES-256-GCM
 * under a key of its own, derived from the application's secret (RFC 5869).
 *
 * @param owner the id of the row that keeps it; what is sealed for one row opens for no other
 */
export function sealText(appSecret: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(appSecret), nonce);
  cipher.setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Error when it was sealed under another secret or for another row, or was changed */
export function openText(appSecret: string, owner: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(appSecret), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(12, 28));
  const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  return opened.toString('utf8');
}

function sealingKey(appSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', appSecret, '', 'signing-api/webhook-secret', 32));
}
