import { createHmac, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Certificate, readCertificate } from './certificate.ts';
import { type Der, TAG } from './der.ts';
import { child, DerError, expectTag, items, readDer, readOctets, readOid } from './der-read.ts';
import { digestName, OID } from './oids.ts';
import { decrypt, deriveKey, iterationsOf, UnknownCipher } from './p12-crypto.ts';

export type P12 = { keys: KeyObject[]; certificates: Certificate[] };

/** The MAC does not fit: the passphrase is wrong, or the file was changed. */
export class WrongPassphrase extends Error {
  constructor() {
    super('the passphrase does not open the file');
    this.name = 'WrongPassphrase';
  }
}

/**
 * Opens a PKCS#12 file (RFC 7292) and gives all keys and certificates that are in it.
 * @throws {WrongPassphrase}, {UnknownCipher}, {DerError} when it is no such file.
 */
export function openP12(file: Buffer, passphrase: string): P12 {
  const [, authSafe, mac] = items(readDer(file, { ber: true }));
  const safe = contentOf(authSafe, OID.data);
  checkMac(mac, safe, passphrase);
  const p12: P12 = { keys: [], certificates: [] };
  for (const part of items(readDer(safe, { ber: true }))) {
    const bags = readDer(openPart(part, passphrase), { ber: true });
    for (const bag of items(bags)) addBag(p12, bag, passphrase);
  }
  return p12;
}

/** The octets in a ContentInfo of type data (RFC 5652, 3 and 4). */
function contentOf(node: Der | undefined, type: string): Buffer {
  const [name, content] = items(node);
  if (readOid(name) !== type) throw new DerError('not protected by a password');
  return readOctets(content?.children[0]);
}

function checkMac(node: Der | undefined, safe: Buffer, password: string): void {
  if (node === undefined) throw new DerError('the file has no MAC');
  const [digestInfo, salt, count] = items(node);
  const [algorithm, expected] = items(digestInfo);
  const digest = digestName(readOid(items(algorithm)[0]));
  if (digest === null) throw new UnknownCipher('of the MAC');
  const mac = readOctets(expected);
  const iterations = count ? iterationsOf(count) : 1;
  const made = (text: string) => {
    const derivation = { digest, password: text, salt: readOctets(salt), iterations };
    const key = deriveKey({ ...derivation, id: 3, length: mac.length });
    return createHmac(digest, key).update(safe).digest();
  };
  const actual = made(password);
  if (actual.length !== mac.length || !timingSafeEqual(actual, mac)) throw new WrongPassphrase();
}

/** SafeContents, plain or encrypted (RFC 7292, 4.1). */
function openPart(part: Der, passphrase: string): Buffer {
  const [type, content] = items(part);
  if (readOid(type) !== OID.encryptedData) return contentOf(part, OID.data);
  const [, encrypted] = items(content?.children[0]);
  const [, algorithm, data] = items(encrypted);
  return decrypt(expectTag(algorithm, TAG.sequence), readOctets(data), passphrase);
}

function addBag({ keys, certificates }: P12, bag: Der, passphrase: string): void {
  const [type, wrapped] = items(bag);
  const value = expectTag(wrapped, 0xa0).children[0];
  if (value === undefined) throw new DerError('an empty bag');
  const kind = readOid(type);
  if (kind === OID.keyBag) keys.push(privateKey(value.raw));
  if (kind === OID.shroudedKeyBag) {
    const [algorithm, data] = items(value);
    const encoding = expectTag(algorithm, TAG.sequence);
    keys.push(privateKey(decrypt(encoding, readOctets(data), passphrase)));
  }
  if (kind !== OID.certificateBag) return;
  if (readOid(child(value, 0, TAG.oid)) !== OID.x509Certificate) return;
  certificates.push(readCertificate(readOctets(value.children[1]?.children[0])));
}

function privateKey(pkcs8: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw new DerError(`not a private key: ${error}`);
  }
}
