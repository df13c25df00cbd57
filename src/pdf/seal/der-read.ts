import { type Der, TAG } from './der.ts';

/** What was read is not the structure, or not the encoding, that it must be. */
export class DerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DerError';
  }
}

const MAX_DEPTH = 64;

/**
 * Reads one element that fills `bytes` to the last. With `ber`, the freer rules that PKCS#12 files
 * are written in: indefinite and overlong lengths, and strings in pieces.
 * @throws {DerError} for anything else, trailing bytes included.
 */
export function readDer(bytes: Uint8Array, { ber = false } = {}): Der {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { node, end } = readElement(buffer, 0, ber, 0);
  if (end !== buffer.length) throw new DerError('bytes follow the structure');
  return node;
}

type Read = { node: Der; end: number };

function readElement(bytes: Buffer, start: number, ber: boolean, depth: number): Read {
  if (depth > MAX_DEPTH) throw new DerError('nested too deeply');
  const tag = octetAt(bytes, start);
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag of several octets');
  const { length, at } = readLength(bytes, start + 1, ber);
  const constructed = (tag & 0x20) !== 0;
  if (length === null) {
    if (!constructed) throw new DerError('indefinite length of a primitive');
    return readIndefinite(bytes, start, at, depth);
  }
  const end = at + length;
  if (end > bytes.length) throw new DerError('cut off');
  const content = bytes.subarray(at, end);
  const children = constructed ? readChildren(content, ber, depth + 1) : [];
  return { node: { tag, raw: bytes.subarray(start, end), content, children }, end };
}

function readChildren(content: Buffer, ber: boolean, depth: number): Der[] {
  const children: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const { node, end } = readElement(content, at, ber, depth);
    children.push(node);
    at = end;
  }
  return children;
}

/** Until the end-of-contents octets (X.690, 8.1.5). */
function readIndefinite(bytes: Buffer, start: number, at: number, depth: number): Read {
  const children: Der[] = [];
  let next = at;
  while (octetAt(bytes, next) !== 0 || octetAt(bytes, next + 1) !== 0) {
    const { node, end } = readElement(bytes, next, true, depth + 1);
    children.push(node);
    next = end;
  }
  const content = bytes.subarray(at, next);
  const raw = bytes.subarray(start, next + 2);
  return { node: { tag: octetAt(bytes, start), raw, content, children }, end: next + 2 };
}

function readLength(bytes: Buffer, at: number, ber: boolean) {
  const first = octetAt(bytes, at);
  if (first < 0x80) return { length: first, at: at + 1 };
  const count = first & 0x7f;
  if (count === 0 && ber) return { length: null, at: at + 1 };
  if (count === 0 || count > 4) throw new DerError('a length that DER does not know');
  let length = 0;
  for (let index = 1; index <= count; index += 1)
    length = length * 256 + octetAt(bytes, at + index);
  const shortest = length >= 0x80 && octetAt(bytes, at + 1) !== 0;
  if (!ber && !shortest) throw new DerError('a length longer than need be');
  return { length, at: at + 1 + count };
}

function octetAt(bytes: Buffer, at: number): number {
  const octet = bytes[at];
  if (octet === undefined) throw new DerError('cut off');
  return octet;
}

/** The element itself, if it has this tag. @throws {DerError} otherwise, or if there is none. */
export function expectTag(node: Der | undefined, tag: number): Der {
  if (node?.tag === tag) return node;
  const found = node === undefined ? 'nothing' : `tag ${node.tag.toString(16)}`;
  throw new DerError(`${found} where tag ${tag.toString(16)} belongs`);
}

/** The child at `index`, with that tag. */
export function child(node: Der, index: number, tag: number): Der {
  return expectTag(node.children[index], tag);
}

/** The elements of a SEQUENCE. */
export function items(node: Der | undefined): Der[] {
  return expectTag(node, TAG.sequence).children;
}

/** The dotted form of an OBJECT IDENTIFIER. */
export function readOid(node: Der | undefined): string {
  const { content } = expectTag(node, TAG.oid);
  // X.690, 8.19.2: no arc has a second spelling. UUIDs as arcs have 128 bits.
  const arcs: bigint[] = [];
  let [arc, begins] = [0n, true];
  for (const octet of content) {
    if (begins && octet === 0x80) throw new DerError('not an OID');
    arc = arc * 128n + BigInt(octet & 0x7f);
    begins = (octet & 0x80) === 0;
    if (!begins) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  if (first === undefined || !begins) throw new DerError('not an OID');
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** A small INTEGER, as versions, statuses and iteration counts are. */
export function readNumber(node: Der | undefined): number {
  const { content } = expectTag(node, TAG.integer);
  if (content.length === 0 || content.length > 6) throw new DerError('a number out of bounds');
  if ((content[0] ?? 0) & 0x80) throw new DerError('a negative number');
  return content.readUIntBE(0, content.length);
}

/** The octets of an OCTET STRING, put together if it came in pieces. */
export function readOctets(node: Der | undefined): Buffer {
  if (node === undefined) throw new DerError('no octets');
  if ((node.tag & 0x20) === 0) return node.content;
  return Buffer.concat(node.children.map((piece) => expectTag(piece, TAG.octetString).content));
}

/** The octets of a BIT STRING that is made of whole ones, as signatures and keys are. */
export function readBits(node: Der | undefined): Buffer {
  const { content } = expectTag(node, TAG.bitString);
  if (content[0] !== 0) throw new DerError('bits that are no octets');
  return content.subarray(1);
}

/** GeneralizedTime in UTC with seconds and, maybe, fractions of them (X.690, 11.7). */
export function readTime(node: Der | undefined): Date {
  const text = expectTag(node, TAG.generalizedTime).content.toString('latin1');
  const [, y, mo, d, h, mi, s, rest = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,6})?Z$/.exec(text) ?? [];
  const date = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}${rest.slice(0, 4)}Z`);
  if (Number.isNaN(date.getTime())) throw new DerError('not a time');
  return date;
}

/** Time (RFC 5280, 4.1.2.5): UTCTime with its two digits of the year, or GeneralizedTime. */
export function readAnyTime(node: Der | undefined): Date {
  if (node?.tag !== TAG.utcTime) return readTime(node);
  const text = node.content.toString('latin1');
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  const content = Buffer.from(`${century}${text}`, 'latin1');
  return readTime({ ...node, tag: TAG.generalizedTime, content });
}
