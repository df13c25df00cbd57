import { randomBytes } from 'node:crypto';
import { decodeTime, ulid } from 'ulid';

export const ID_PREFIXES = {
  workspace: 'ws',
  apiKey: 'key',
  document: 'doc',
  envelope: 'env',
  envelopeDocument: 'sigdoc',
  signer: 'signer',
  field: 'fld',
  sealedFile: 'seal',
  link: 'link',
  session: 'sess',
  event: 'evt',
  webhook: 'whk',
  delivery: 'whd',
  attempt: 'att',
  message: 'msg',
  request: 'req',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A prefixed ULID: 48 bits of milliseconds, then 80 random bits, so that ids sort by time. */
export function newId(kind: IdKind, now: Date): string {
  return `${ID_PREFIXES[kind]}_${ulid(now.getTime(), randomFraction)}`;
}

/** When an id was made: the `now` that {@link newId} was given. */
export function timeOfId(id: string): Date {
  return new Date(decodeTime(id.slice(-26)));
}

/** Whether `text` can be an id of that kind. Others are not worth a query: they answer as unknown. */
export function isId(kind: IdKind, text: string): boolean {
  const [prefix, rest] = [text.slice(0, -27), text.slice(-27)];
  return prefix === ID_PREFIXES[kind] && /^_[0-9A-HJKMNP-TV-Z]{26}$/.test(rest);
}

/** Whether `text` is a UUID in its canonical lower case form (RFC 9562, 4). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function randomFraction(): number {
  return randomBytes(4).readUInt32BE(0) / 2 ** 32;
}
