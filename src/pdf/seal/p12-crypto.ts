import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import type { Der } from './der.ts';
import { DerError, items, readNumber, readOctets, readOid } from './der-read.ts';
import { OID } from './oids.ts';

/** A cipher this Node's OpenSSL does not have: RC2 with 40 bits, mostly. */
export class UnknownCipher extends Error {
  constructor(what: string) {
    super(`unknown cipher ${what}`);
    this.name = 'UnknownCipher';
  }
}

/** Iterations of a hostile file must not hold the start up for ever. */
const MAX_ITERATIONS = 10_000_000;

/**
 * Decrypts what a password encrypts in PKCS#12: PBES2 (RFC 8018, 6.2), or the triple-DES scheme of
 * RFC 7292, Appendix C.
 * @throws {UnknownCipher}, or what node:crypto throws at a wrong password.
 */
export function decrypt(algorithm: Der, data: Buffer, password: string): Buffer {
  const [scheme, parameters] = items(algorithm);
  const name = readOid(scheme);
  if (name === OID.pbes2) return decryptPbes2(items(parameters), data, password);
  if (name !== OID.pbeSha1TripleDes) throw new UnknownCipher(name);
  const [salt, count] = items(parameters);
  const derive = { digest: 'sha1', salt: readOctets(salt), iterations: iterationsOf(count) };
  const key = deriveKey({ ...derive, password, id: 1, length: 24 });
  const iv = deriveKey({ ...derive, password, id: 2, length: 8 });
  return decipher('des-ede3-cbc', key, iv, data);
}

const CIPHERS: Record<string, [name: string, keyLength: number]> = {
  [OID.aes128Cbc]: ['aes-128-cbc', 16],
  [OID.aes192Cbc]: ['aes-192-cbc', 24],
  [OID.aes256Cbc]: ['aes-256-cbc', 32],
  [OID.desEde3Cbc]: ['des-ede3-cbc', 24],
};

const PRFS: Record<string, string> = {
  [OID.hmacWithSha1]: 'sha1',
  [OID.hmacWithSha256]: 'sha256',
  [OID.hmacWithSha384]: 'sha384',
  [OID.hmacWithSha512]: 'sha512',
};

function decryptPbes2([kdf, scheme]: Der[], data: Buffer, password: string): Buffer {
  const [kdfName, kdfParameters] = items(kdf);
  const [cipherName, iv] = items(scheme);
  const [name, keyLength] = CIPHERS[readOid(cipherName)] ?? [];
  if (readOid(kdfName) !== OID.pbkdf2) throw new UnknownCipher(readOid(kdfName));
  if (name === undefined || keyLength === undefined) throw new UnknownCipher(readOid(cipherName));
  const [salt, count, ...optional] = items(kdfParameters);
  const prf = optional.find(({ children }) => children.length > 0)?.children[0];
  // RFC 8018, A.2: HMAC with SHA-1 where nothing is named.
  const digest = prf === undefined ? 'sha1' : PRFS[readOid(prf)];
  if (digest === undefined) throw new UnknownCipher(readOid(prf));
  const key = pbkdf2Sync(password, readOctets(salt), iterationsOf(count), keyLength, digest);
  return decipher(name, key, readOctets(iv), data);
}

function decipher(name: string, key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

export function iterationsOf(node: Der | undefined): number {
  const count = readNumber(node);
  if (count < 1 || count > MAX_ITERATIONS) throw new DerError(`${count} iterations`);
  return count;
}

type Derivation = {
  digest: string;
  password: string;
  salt: Buffer;
  iterations: number;
  /** What for: 1 a key, 2 an initial vector, 3 a MAC key. */
  id: 1 | 2 | 3;
  length: number;
};

/** The key derivation of RFC 7292, Appendix B.2. */
export function deriveKey({ digest, password, salt, iterations, id, length }: Derivation): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64;
  const input = Buffer.concat([repeated(salt, block), repeated(bmpString(password), block)]);
  const derived: Buffer[] = [];
  for (let have = 0; have < length; ) {
    let round = Buffer.concat([Buffer.alloc(block, id), input]);
    for (let turn = 0; turn < iterations; turn += 1) {
      round = createHash(digest).update(round).digest();
    }
    derived.push(round);
    have += round.length;
    addToEachBlock(input, repeated(round, block).subarray(0, block), block);
  }
  return Buffer.concat(derived).subarray(0, length);
}

/** `bytes` over and over, up to the next whole number of blocks. */
function repeated(bytes: Buffer, block: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
}

/** Each block of `input` becomes itself + `addend` + 1, modulo 2^(8 × block). */
function addToEachBlock(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at -= 1) {
      const sum = (input[start + at] ?? 0) + (addend[at] ?? 0) + carry;
      input[start + at] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

/** UTF-16, big-endian, with two zero octets at its end (RFC 7292, Appendix B.1). */
function bmpString(password: string): Buffer {
  return Buffer.from(`${password}\0`, 'utf16le').swap16();
}
