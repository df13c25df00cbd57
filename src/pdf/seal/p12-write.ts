import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import { integer, nothing, octets, oid, sequence, tagged } from './der.ts';
import { OID } from './oids.ts';
import { deriveKey } from './p12-crypto.ts';

const MAC_ITERATIONS = 2048;

/** PFX (RFC 7292, 4): keys under PBES2 with AES-256, DER certificates plain, a MAC over it all. */
export function writeP12(
  keys: KeyObject[],
  certificates: Uint8Array[],
  passphrase: string,
): Buffer {
  const encryption = { format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase } as const;
  const bag = (type: string, value: Buffer) => sequence(oid(type), tagged(0, value));
  const wrapped = (raw: Uint8Array) => sequence(oid(OID.x509Certificate), tagged(0, octets(raw)));
  const bags = [
    ...keys.map((key) => bag(OID.shroudedKeyBag, key.export(encryption))),
    ...certificates.map((raw) => bag(OID.certificateBag, wrapped(raw))),
  ];
  const data = (content: Buffer) => sequence(oid(OID.data), tagged(0, octets(content)));
  const safe = sequence(data(sequence(...bags)));
  return sequence(integer(3), data(safe), macOf(safe, passphrase));
}

/** MacData with HMAC-SHA-256. */
function macOf(safe: Buffer, password: string): Buffer {
  const salt = randomBytes(16);
  const derivation = { digest: 'sha256', password, salt, iterations: MAC_ITERATIONS };
  const key = deriveKey({ ...derivation, id: 3, length: 32 });
  const mac = octets(createHmac('sha256', key).update(safe).digest());
  const algorithm = sequence(oid(OID.sha256), nothing());
  return sequence(sequence(algorithm, mac), octets(salt), integer(MAC_ITERATIONS));
}
