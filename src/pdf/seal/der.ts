/**
 * Distinguished Encoding Rules (ITU-T X.690): writes them, and reads nothing else. Strictness is
 * the point: of what a signature does not cover, no byte may have a second spelling.
 */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: its identifier octet, the bytes it came from, and what is inside. */
export type Der = { tag: number; raw: Buffer; content: Buffer; children: Der[] };

export function element(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
}

export function sequence(...parts: Uint8Array[]): Buffer {
  return element(TAG.sequence, ...parts);
}

/** SET OF: in DER its elements stand in ascending order of their encodings (X.690, 11.6). */
export function setOf(parts: Uint8Array[], tag: number = TAG.set): Buffer {
  return element(tag, ...parts.toSorted(Buffer.compare));
}

export function octets(value: Uint8Array): Buffer {
  return element(TAG.octetString, value);
}

/** BIT STRING of whole octets. */
export function bits(value: Uint8Array): Buffer {
  return element(TAG.bitString, Buffer.of(0), value);
}

/** A context-specific, constructed tag around `parts`: `[n] EXPLICIT`, or `[n] IMPLICIT` of a list. */
export function tagged(number: number, ...parts: Uint8Array[]): Buffer {
  return element(0xa0 | number, ...parts);
}

/** INTEGER of a number, or of big-endian bytes taken as unsigned. */
export function integer(value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? numberBytes(value) : Buffer.from(value);
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first < 0 ? Buffer.of(0) : bytes.subarray(first);
  const sign = (shortest[0] ?? 0) & 0x80 ? Buffer.of(0) : Buffer.alloc(0);
  return element(TAG.integer, sign, shortest);
}

function numberBytes(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

export function nothing(): Buffer {
  return element(TAG.null);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAG.oid, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift((left % 128) | 0x80);
  }
  return digits;
}
