import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

/** Whether it is an address with nothing after the host; what is no address at all is left to others. */
export function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.pathname === '/' && url.search === '' && url.hash === '');
}

/** Whether a JWT can be checked with it: an RSA or EC public key in PEM. */
export function isPublicKey(pem: string): boolean {
  try {
    const { asymmetricKeyType = '' } = createPublicKey(withLineBreaks(pem));
    return ['rsa', 'ec'].includes(asymmetricKeyType);
  } catch {
    return false;
  }
}

/** Many environments can't hold a line break: `\n` stands for one. */
export function withLineBreaks(pem: string): string {
  return pem.replaceAll('\\n', '\n');
}

/** `Name <address>` or an address alone; null where it is neither. */
export function parseMailbox(text: string): { name: string; email: string } | null {
  const [, name = '', email = ''] =
    /^\s*(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s]+)>|)\s*$/u.exec(text) ?? [];
  const address = email === '' ? text.trim() : email;
  return z.email().safeParse(address).success ? { name: name || address, email: address } : null;
}

/** What Express takes as `trust proxy`: a number of hops, or addresses. */
export function parseTrustProxy(value: string | undefined): number | string[] | false {
  if (value === undefined || value === 'false') return false;
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim());
}

/** Whether Express takes it for an address, a CIDR, or one of its names for ranges. */
export function isAddressRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  const bits = prefix === undefined ? 1 : Number(prefix);
  return family !== 0 && bits >= 1 && bits <= (family === 4 ? 32 : 128);
}
